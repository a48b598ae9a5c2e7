using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>The secrets of a project: key by environment. It lists and opens dialogs; no value passes through it.</summary>
public sealed partial class SecretsPage
{
    private string project = "";
    private SecretPage? shown;
    private SecretQuery query = new();
    private bool isLoaded;
    private string? linked;
    private bool leftLink;
    private bool adding;
    private bool importing;
    private SecretListItem? editing;
    private SecretListItem? deleting;
    private ProjectNews? heard;
    private bool isBehind;
    private PageHeading heading = default!;

    [Inject] private SecretList List { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    /// <summary>The slug in the address; null at the person's own and at the organization's.</summary>
    [Parameter] public string? Project { get; set; }

    /// <summary>What a link to one secret searches for.</summary>
    [SupplyParameterFromQuery(Name = "search")] public string? Search { get; set; }

    [CascadingParameter] private ProjectNews? News { get; set; }

    private bool HasDialog => adding || importing || editing is not null || deleting is not null;

    protected override void OnInitialized() => project = Project ?? ProjectAddress.At(Navigation)!;

    protected override Task OnParametersSetAsync()
    {
        if (isLoaded && heard != News)
        {
            heard = News;
            // what an open dialog says is what it sends: it stays as it was opened
            isBehind = HasDialog;
            return HasDialog ? Task.CompletedTask : LoadAsync();
        }
        if (isLoaded && (Search == linked || (Search is null && leftLink)))
        {
            (linked, leftLink) = (Search, leftLink && Search is not null);
            return Task.CompletedTask;
        }
        if (isLoaded)
        {
            heading.TakeFocus();
        }
        (isLoaded, heard, linked, query) = (true, News, Search, new SecretQuery { Search = Search ?? "" });
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        isBehind = false;
        var asked = query;
        var answer = await List.ReadAsync(await Caller.GetAsync(), project, asked, CancellationToken.None);
        // somebody deleted the rows of the last page meanwhile
        if (answer.Items.Count == 0 && asked.Page > 0)
        {
            query = asked with { Page = Math.Max(0, (answer.Matching - 1) / SecretQuery.PageSize) };
            answer = await List.ReadAsync(await Caller.GetAsync(), project, query, CancellationToken.None);
        }
        else if (asked != query)
        {
            return; // a newer question is on its way
        }
        shown = answer;
    }

    private Task FilterAsync(SecretQuery changed)
    {
        query = changed with { Page = 0 };
        if (Search is not null)
        {
            // the address no longer says what is shown, and the same link must work again
            leftLink = true;
            Navigation.NavigateTo(ProjectAddress.Of(project), replace: true);
        }
        return LoadAsync();
    }

    private Task SortAsync(SecretOrder order)
    {
        query = query with { Order = order, Descending = query.Order == order && !query.Descending, Page = 0 };
        return LoadAsync();
    }

    private Task MoveAsync(int to)
    {
        query = query with { Page = to };
        heading.TakeFocus();
        return LoadAsync();
    }

    private Task CloseAsync()
    {
        (adding, importing, editing, deleting) = (false, false, null, null);
        return isBehind ? LoadAsync() : Task.CompletedTask;
    }

    private Task SavedAsync(string text)
    {
        (adding, importing, editing) = (false, false, null);
        Notices.Show(text);
        return LoadAsync();
    }

    private Task DeletedAsync(string text)
    {
        deleting = null;
        heading.TakeFocus();
        Notices.Show(text);
        return LoadAsync();
    }
}
