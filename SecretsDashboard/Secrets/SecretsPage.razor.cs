using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// The secrets of a project: key by environment. It lists, opens dialogs and the panel of a secret; no value passes through it. Its address says
/// what is shown, and is followed where the browser goes back.
/// </summary>
public sealed partial class SecretsPage : IDisposable
{
    // where the page itself went: the browser tells of these too
    private readonly List<(SecretQuery, string?)> told = [];
    private string project = "";
    private SecretPage? shown;
    private SecretQuery query = new();
    private bool isLoaded;
    private (SecretQuery, string?) at;
    private string? open;
    private int readings;
    private bool grouped;
    private bool adding;
    private bool importing;
    private SecretListItem? editing;
    private SecretListItem? deleting;
    private (SecretListItem Secret, SecretColumn Column)? setting;
    private ProjectNews? heard;
    private bool isBehind;
    private PageHeading heading = default!;

    [Inject] private SecretList List { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    /// <summary>The slug in the address; null at the person's own and at the organization's.</summary>
    [Parameter] public string? Project { get; set; }

    [CascadingParameter] private ProjectNews? News { get; set; }

    private bool HasDialog => adding || importing || editing is not null || deleting is not null || setting is not null;

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override void OnInitialized()
    {
        project = Project ?? ProjectAddress.At(Navigation)!;
        at = (query, open) = Asked(Navigation.Uri);
        Navigation.LocationChanged += Moved;
    }

    protected override Task OnParametersSetAsync()
    {
        if (isLoaded && heard == News)
        {
            return Task.CompletedTask;
        }
        // what an open dialog says is what it sends: it stays as it was opened
        isBehind = isLoaded && HasDialog;
        (isLoaded, heard) = (true, News);
        return isBehind ? Task.CompletedTask : LoadAsync();
    }

    private static (SecretQuery Query, string? Open) Asked(string address) => (SecretQuery.Read(new Uri(address)) with { Project = null }, SecretQuery.Open(new Uri(address)));

    // Back, Forward, or a link to this very page
    private void Moved(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        var asked = Asked(location.Location);
        if (!new Uri(location.Location).AbsolutePath.Equals(ProjectAddress.Of(project), StringComparison.OrdinalIgnoreCase) || told.Remove(asked))
        {
            return;
        }
        (at, query, open) = (asked, asked.Query, asked.Open);
        if (open is null)
        {
            heading.TakeFocus();
        }
        try
        {
            await LoadAsync();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
        StateHasChanged();
    });

    private void Tell(bool replace = false)
    {
        if (at == (query, open))
        {
            return;
        }
        at = (query, open);
        told.Add(at);
        Navigation.NavigateTo(query.Address(ProjectAddress.Of(project), open), replace: replace);
    }

    private async Task LoadAsync()
    {
        isBehind = false;
        var asked = query;
        var answer = await List.ReadAsync(await Caller.GetAsync(), project, asked, CancellationToken.None);
        // somebody deleted the rows of the last page meanwhile
        if (answer.Items.Count == 0 && asked.Page > 0)
        {
            query = asked.AtLastOf(answer.Matching);
            Tell(replace: true);
            answer = await List.ReadAsync(await Caller.GetAsync(), project, query, CancellationToken.None);
        }
        else if (asked != query)
        {
            return; // a newer question is on its way
        }
        (shown, readings) = (answer, readings + 1);
    }

    private Task FilterAsync(SecretQuery changed)
    {
        var typing = query.IsTyping(changed);
        query = changed with { Page = 0 };
        Tell(replace: typing);
        return LoadAsync();
    }

    private Task ClearAsync() => FilterAsync(query.Unfiltered());

    private void Open(string? key)
    {
        open = key;
        Tell();
    }

    private Task SortAsync(SecretOrder order)
    {
        query = query.SortedBy(order);
        Tell();
        return LoadAsync();
    }

    private Task MoveAsync(int to)
    {
        query = query with { Page = to };
        heading.TakeFocus();
        Tell();
        return LoadAsync();
    }

    private SecretCell CellOf(SecretListItem secret, SecretColumn column) => secret.Cells[shown!.Matrix.Columns.ToList().FindIndex(each => each.Slug == column.Slug)];

    private Task CloseAsync()
    {
        (adding, importing, editing, deleting, setting) = (false, false, null, null, null);
        return isBehind ? LoadAsync() : Task.CompletedTask;
    }

    private Task SavedAsync(string text)
    {
        (adding, importing, editing, setting) = (false, false, null, null);
        Notices.Show(text);
        return LoadAsync();
    }

    private Task DeletedAsync(string text)
    {
        (deleting, open) = (null, null);
        Tell(replace: true);
        heading.TakeFocus();
        Notices.Show(text);
        return LoadAsync();
    }
}
