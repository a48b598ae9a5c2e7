using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tokens;

/// <summary>The service tokens of a project. It follows deliveries while it is open, so that a first one is seen as it happens.</summary>
public sealed partial class TokensPage
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(1);

    private string project = "";
    private TokenPage? page;
    private IReadOnlyList<TokenListItem> shown = [];
    private HashSet<string> live = [];
    private int ended;
    private ProjectNews? heard;
    private DateTime now;
    private bool minting;
    private TokenListItem? renewed;
    private TokenListItem? revoking;
    private PageHeading heading = default!;

    [Inject] private TokenStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Deliveries Deliveries { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The slug in the address; null at the person's own and at the organization's.</summary>
    [Parameter] public string? Project { get; set; }

    /// <summary>Anything: tokens that ended are shown, too.</summary>
    [SupplyParameterFromQuery(Name = "ended")] public string? Ended { get; set; }

    /// <summary>The twelve characters that name a token: a new one like it is asked for at once.</summary>
    [SupplyParameterFromQuery(Name = "renew")] public string? Renewing { get; set; }

    public void Dispose() => Deliveries.Delivered -= Received;

    [CascadingParameter] private ProjectNews? News { get; set; }

    protected override void OnInitialized()
    {
        project = Project ?? ProjectAddress.At(Navigation)!;
        Deliveries.Delivered += Received;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (page is not null && heard == News)
        {
            Choose();
        }
        else
        {
            heard = News;
            await LoadAsync();
        }
        if (!minting && Renewing is not null && page!.Tokens.FirstOrDefault(token => token.PublicId == Renewing) is { } renewable)
        {
            Renew(renewable);
        }
    }

    private async Task LoadAsync()
    {
        (page, now) = (await Store.ListAsync(await Caller.GetAsync(), project, CancellationToken.None), Time.GetUtcNow().UtcDateTime);
        Choose();
    }

    // one that ended is not looked for, but where a program still asks with it
    private void Choose()
    {
        var isAsked = page!.Tokens.ToLookup(token => token.StateAt(now) == TokenState.Live || token.AskedAt is not null);
        shown = Ended is null ? [.. isAsked[true]] : page.Tokens;
        ended = isAsked[false].Count();
        live = [.. page.Tokens.Where(token => token.StateAt(now) == TokenState.Live).Select(token => token.Name)];
    }

    // such as "3 live, 1 of them ends within 14 days · 1 ended and still asks"
    private string Summary
    {
        get
        {
            var soon = page!.Tokens.Count(token => token.EndsSoonAt(now));
            var asks = page.Tokens.Count(token => token.AskedAt is not null);
            return $"{live.Count:N0} live{(soon == 0 ? "" : $", {soon:N0} of them {(soon == 1 ? "ends" : "end")} within {Data.ServiceToken.Soon.Days} days")}{(asks == 0 ? "" : $" · {asks:N0} ended and still {(asks == 1 ? "asks" : "ask")}")}";
        }
    }

    // like this one; null: from nothing
    private void Renew(TokenListItem? token) => (renewed, minting) = (token, true);

    private void Close()
    {
        minting = false;
        if (Renewing is not null)
        {
            // the dialog does not come again with the page
            Navigation.NavigateTo($"{ProjectAddress.Of(project)}/tokens{(Ended is null ? "" : "?ended=shown")}", replace: true);
        }
    }

    private Task RevokedAsync(string text)
    {
        revoking = null;
        heading.TakeFocus();
        Notices.Show(text);
        return LoadAsync();
    }

    private void Received(Delivery delivery)
    {
        // a busy program asks thousands of times a minute: what is shown already is not drawn again
        if (page?.Tokens.FirstOrDefault(token => token.Id == delivery.Token) is { } known && !(delivery.Time - known.LastUsedAt < Shown))
        {
            _ = InvokeAsync(() =>
            {
                page = page with { Tokens = [.. page.Tokens.Select(token => token.Id == delivery.Token ? token with { LastUsedAt = delivery.Time, LastUsedFrom = delivery.Address ?? "" } : token)] };
                Choose();
                StateHasChanged();
            });
        }
    }
}
