using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// The secrets of all projects that the person is in, their own and the shared ones. It finds; what can be done with a secret is on the page of its
/// project, to which each row leads. Its address says what is shown: each choice is another address, and the page follows it.
/// </summary>
public sealed partial class AllSecretsPage : IDisposable
{
    private const string Path = "/secrets";

    private AllSecrets? shown;
    private SecretQuery query = new();
    private bool isLoaded;
    private ProjectNews? heard;
    private PageHeading heading = default!;

    [Inject] private AllSecretsList List { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private ProjectNews? News { get; set; }

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override void OnInitialized()
    {
        query = SecretQuery.Read(new Uri(Navigation.Uri));
        Navigation.LocationChanged += Moved;
    }

    protected override Task OnParametersSetAsync()
    {
        if (isLoaded && heard == News)
        {
            return Task.CompletedTask;
        }
        (isLoaded, heard) = (true, News);
        return LoadAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs location) => _ = InvokeAsync(async () =>
    {
        var address = new Uri(location.Location);
        if (!address.AbsolutePath.Equals(Path, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        query = SecretQuery.Read(address);
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

    private async Task LoadAsync()
    {
        var asked = query;
        var answer = await List.ReadAsync(await Caller.GetAsync(), asked, CancellationToken.None);
        if (asked != query)
        {
            return; // a newer question is on its way
        }
        // somebody deleted the rows of the last page meanwhile
        if (answer.Items.Count == 0 && asked.Page > 0)
        {
            Go(asked.AtLastOf(answer.Matching), replace: true);
            return;
        }
        shown = answer;
    }

    private void Go(SecretQuery to, bool replace = false) => Navigation.NavigateTo(to.Address(Path, null), replace: replace);

    private void Filter(SecretQuery changed) => Go(changed with { Page = 0 }, replace: query.IsTyping(changed));

    private void Clear() => Filter(query.Unfiltered());

    private void Sort(SecretOrder order) => Go(query.SortedBy(order));

    private void Move(int to)
    {
        heading.TakeFocus();
        Go(query with { Page = to });
    }
}
