using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Projects;

/// <summary>The list <i>Delivered to</i> in the settings of what is shared: admins see it, owners change it.</summary>
public sealed partial class SharingSettings
{
    private const string Gone = "One of the projects is gone, or you may not change this. Reload the page.";

    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private Sharing? sharing;
    private bool all;
    private bool saving;
    private string? problem;
    private StepUp<ConfirmationNeededException> stepUp = default!;

    [Inject] private SharingStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Parameter] public EventCallback<string> OnChanged { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        sharing = await Store.GetAsync(await Caller.GetAsync(), CancellationToken.None);
        all = sharing.All;
        chosen.Clear();
        // choosing begins with what is delivered today: nobody's programs fail because somebody looked
        chosen.UnionWith(sharing.Projects.Where(project => all || project.IsChosen).Select(project => project.Project));
    }

    private void Choose(string project, bool isChosen) => _ = isChosen ? chosen.Add(project) : chosen.Remove(project);

    private async Task SaveAsync()
    {
        saving = true;
        await stepUp.RunAsync(StoreAsync);
        saving = false;
    }

    private async Task StoreAsync()
    {
        try
        {
            problem = (await Store.ChooseAsync(await Caller.GetAsync(), sharing, all, all ? [] : chosen, CancellationToken.None)).Problem;
            if (problem is not null)
            {
                await LoadAsync();
                return;
            }
        }
        catch (AccessDeniedException)
        {
            problem = Gone;
        }
        if (problem is null)
        {
            await LoadAsync();
            await OnChanged.InvokeAsync(all ? "Delivered to all team projects" : chosen.Count == 1 ? "Delivered to 1 project" : $"Delivered to {chosen.Count:N0} projects");
        }
    }
}
