using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tokens;

/// <summary>The service tokens of a project. It follows deliveries while it is open, so that a first one is seen as it happens.</summary>
public sealed partial class TokensPage
{
    private TokenPage? page;
    private DateTime now;
    private bool minting;
    private TokenListItem? revoking;
    private bool focusHeading;
    private ElementReference heading;

    [Inject] private TokenStore Store { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    [Inject] private Deliveries Deliveries { get; set; } = default!;

    [Inject] private Notices Notices { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Parameter] public string Project { get; set; } = "";

    public void Dispose() => Deliveries.Delivered -= Received;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        Deliveries.Delivered += Received;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusHeading)
        {
            focusHeading = false;
            await heading.FocusAsync();
        }
    }

    private async Task LoadAsync() =>
        (page, now) = (await Store.ListAsync(await Caller.GetAsync(), Project, CancellationToken.None), Time.GetUtcNow().UtcDateTime);

    private Task RevokedAsync(string text)
    {
        (revoking, focusHeading) = (null, true);
        Notices.Show(text);
        return LoadAsync();
    }

    private void Received(Delivery delivery)
    {
        if (page is { } shown && shown.Tokens.Any(token => token.Id == delivery.Token))
        {
            _ = InvokeAsync(() =>
            {
                page = shown with { Tokens = [.. shown.Tokens.Select(token => token.Id == delivery.Token ? token with { LastUsedAt = delivery.Time, LastUsedFrom = delivery.Address ?? "" } : token)] };
                StateHasChanged();
            });
        }
    }
}
