using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Audit;

/// <summary>The audit log of the instance or of a project. What it shows stands in its address.</summary>
public sealed partial class AuditPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private StepUp<ConfirmationNeededException> stepUp = default!;
    private string? project;
    private ProjectNews? heard;
    private bool isLoaded;
    private AuditQuery? query;
    private AuditSlice? slice;
    private AuditMonth? month;
    private DateOnly? chosenEnd;
    private IReadOnlyList<AuditActorItem> actors = [];
    private int fresh;
    private bool isCounting;
    private bool isLeft;
    private PageHeading heading = default!;

    [Inject] private AuditReader Reader { get; set; } = default!;

    [Inject] private AuditMonthReader Months { get; set; } = default!;

    [Inject] private ProjectChanges Changes { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The slug in the address; null elsewhere.</summary>
    [Parameter] public string? Project { get; set; }

    private string Path => project is null ? "/audit" : $"{ProjectAddress.Of(project)}/audit";

    private string ExportAddress => (query! with { Before = null, After = null }).Address($"{Path}/export");

    private string Counted => query!.IsFiltered ? $"{AuditSlice.Words(slice!.Matching)} of {AuditSlice.Words(slice.Total)} entries"
        : slice!.Total == 1 ? "1 entry" : $"{AuditSlice.Words(slice.Total)} entries";

    // the chosen days and nothing else of time: what a span of the chart begins with
    private string DaysAddress => (query! with { From = null, To = null, Within = null, Before = null, After = null }).Address(Path);

    // the first page of all: what is new would stand at its top
    private bool IsNewest => query is { Before: null, After: null, To: null };

    // the chart stays where it is while the chosen days are in it
    private DateOnly? MonthEnd =>
        (query!.To ?? query.From) is not { } day || day >= slice!.Today.AddDays(1 - AuditMonthReader.Days) ? chosenEnd
        : month is not null && day >= month.Days[0].Day && day <= month.Days[^1].Day ? month.Days[^1].Day
        : day;

    public void Dispose()
    {
        isLeft = true;
        Navigation.LocationChanged -= Moved;
        Changes.Recorded -= Recorded;
    }

    [CascadingParameter] private ProjectNews? News { get; set; }

    protected override void OnInitialized()
    {
        project = Project ?? ProjectAddress.At(Navigation);
        Navigation.LocationChanged += Moved;
        Changes.Recorded += Recorded;
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
        if (asked is null)
        {
            return;
        }
        var answer = await Reader.ReadAsync(await Caller.GetAsync(), project, asked, CancellationToken.None);
        if (asked == query)
        {
            (slice, fresh) = (answer, 0);
            await LoadMonthAsync();
        }
    }

    private async Task LoadMonthAsync() => month = await Months.ReadAsync(await Caller.GetAsync(), project, MonthEnd, CancellationToken.None);

    private Task ShowMonthAsync(DateOnly end)
    {
        chosenEnd = end;
        return LoadMonthAsync();
    }

    // of many in a row one counting tells all
    private void Recorded() => _ = InvokeAsync(async () =>
    {
        if (isCounting || slice is null || !IsNewest)
        {
            return;
        }
        isCounting = true;
        try
        {
            await Task.Delay(Pause);
            isCounting = false;
            if (isLeft)
            {
                return;
            }
            fresh = IsNewest ? await Reader.CountNewAsync(await Caller.GetAsync(), project, query!, slice.Span.Newest, CancellationToken.None) : 0;
        }
        catch (AccessDeniedException)
        {
            // the session or the right ended, as the house around the page says: it asks no more
            Changes.Recorded -= Recorded;
        }
        finally
        {
            isCounting = false;
        }
        StateHasChanged();
    });

    private async Task ShowNewAsync()
    {
        heading.TakeFocus();
        await LoadAsync();
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
