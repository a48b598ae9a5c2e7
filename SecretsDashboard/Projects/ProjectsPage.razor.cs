using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Projects;

/// <summary>A person's projects: as cards, or as a table where they are many. What is looked for and how they are sorted stands in the address.</summary>
public sealed partial class ProjectsPage
{
    // from so many on they are searched and sorted, and are a table
    private const int Several = 3;
    private const int Many = 12;

    private IReadOnlyList<ProjectCardItem>? projects;
    private IReadOnlyList<(string Slug, string Name)> others = [];
    private ProjectQuery query = new();
    private ProjectNews? heard;
    private bool canCreate;
    private bool creating;
    private StepUp<ConfirmationNeededException> stepUp = default!;

    [Inject] private ProjectList List { get; set; } = default!;

    [Inject] private ProjectStore Store { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    /// <summary>The dialog of a new one is open from the start.</summary>
    [SupplyParameterFromQuery] private bool New { get; set; }

    // the router tells of a changed address by these
    [SupplyParameterFromQuery] private string? Search { get; set; }

    [SupplyParameterFromQuery] private string? Sort { get; set; }

    [SupplyParameterFromQuery] private string? Order { get; set; }

    [CascadingParameter] private ProjectNews? News { get; set; }

    private IReadOnlyList<ProjectCardItem> Found => query.Of(projects ?? []);

    protected override void OnInitialized() => creating = New;

    protected override async Task OnParametersSetAsync()
    {
        query = ProjectQuery.Read(new Uri(Navigation.Uri));
        if (projects is not null && heard == News)
        {
            return;
        }
        heard = News;
        (projects, canCreate) = await List.ListAsync(await Caller.GetAsync(), CancellationToken.None);
        // who may create projects may join them
        others = canCreate ? await List.ListOthersAsync(await Caller.GetAsync(), CancellationToken.None) : [];
    }

    private void Ask(ProjectQuery asked)
    {
        // a word that is typed is one step back, not one for each letter
        var isTyping = query.Search != "" && asked.Search != query.Search;
        query = asked;
        Navigation.NavigateTo(query.Address, replace: isTyping);
    }

    private void Sorted(ChangeEventArgs change) => Ask(query with { Order = Enum.TryParse<ProjectOrder>(change.Value as string, out var order) ? order : ProjectOrder.Name, Reversed = false });

    private void SortBy(ProjectOrder order) => Ask(query with { Order = order, Reversed = query.Order == order && !query.Reversed });

    private Task JoinAsync(string slug) => stepUp.RunAsync(async () =>
    {
        await Store.JoinAsync(await Caller.GetAsync(), slug, CancellationToken.None);
        Navigation.NavigateTo(ProjectAddress.Of(slug));
    });
}
