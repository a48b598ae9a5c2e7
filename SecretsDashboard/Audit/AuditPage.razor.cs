using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Audit;

/// <summary>The audit log of the instance or of a project. What it shows stands in its address.</summary>
public sealed partial class AuditPage
{
    private StepUp<ConfirmationNeededException> stepUp = default!;
    private string? project;
    private ProjectNews? heard;
    private bool isLoaded;
    private AuditQuery? query;
    private AuditSlice? slice;
    private IReadOnlyList<AuditActorItem> actors = [];
    private PageHeading heading = default!;

    [Inject] private AuditReader Reader { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The slug in the address; null elsewhere.</summary>
    [Parameter] public string? Project { get; set; }

    private string Path => project is null ? "/audit" : $"{ProjectAddress.Of(project)}/audit";

    private string ExportAddress => (query! with { Before = null, After = null }).Address($"{Path}/export");

    public void Dispose() => Navigation.LocationChanged -= Moved;

    [CascadingParameter] private ProjectNews? News { get; set; }

    protected override void OnInitialized()
    {
        project = Project ?? ProjectAddress.At(Navigation);
        Navigation.LocationChanged += Moved;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (isLoaded && heard == News)
        {
            return;
        }
        (isLoaded, heard) = (true, News);
        await LoadAsync();
        actors = await Reader.ListActorsAsync(await Caller.GetAsync(), project, CancellationToken.None);
    }

    private void Moved(object? sender, LocationChangedEventArgs location)
    {
        if (new Uri(location.Location).AbsolutePath == Path)
        {
            _ = InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
        }
    }

    private async Task LoadAsync()
    {
        var asked = query = AuditQuery.Read(QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query));
        if (asked is not null && await Reader.ReadAsync(await Caller.GetAsync(), project, asked, CancellationToken.None) is var answer && asked == query)
        {
            slice = answer;
        }
    }

    // the link itself asks for proof too, on a page of its own; here the person stays where they are
    private Task ExportAsync() => stepUp.RunAsync(async () =>
    {
        await Reader.AllowExportAsync(await Caller.GetAsync(), project, CancellationToken.None);
        Navigation.NavigateTo(ExportAddress, forceLoad: true);
    });

    private void Open(AuditQuery changed) => Navigation.NavigateTo((changed with { Before = null, After = null }).Address(Path));

    private void Move(long? after, long? before)
    {
        heading.TakeFocus();
        Navigation.NavigateTo((query! with { Before = before, After = after }).Address(Path));
    }
}
