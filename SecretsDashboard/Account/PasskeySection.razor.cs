using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>One's own passkeys: add, rename, remove.</summary>
public sealed partial class PasskeySection
{
    private const string Rename = "passkey-rename";
    private const string Remove = "passkey-remove";

    private IReadOnlyList<PasskeyItem> passkeys = [];
    private string? problem;

    [Inject] private PasskeyStore Store { get; set; } = default!;

    [Inject] private SiteAddress Site { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm] private PasskeyForm? Passkey { get; set; }

    private Caller Caller => CurrentCaller.Of(HttpContext);

    protected override async Task OnInitializedAsync() => passkeys = await Store.ListAsync(Caller, HttpContext.RequestAborted);

    private async Task AddAsync() => Answer(await Store.AddAsync(Caller, Passkey?.Name, Passkey?.Credential, HttpContext, HttpContext.RequestAborted));

    private async Task RenameAsync() => Answer(await Store.RenameAsync(Caller, Passkey?.Id, Passkey?.Name, HttpContext.RequestAborted));

    private async Task RemoveAsync() => Answer(await Store.RemoveAsync(Caller, Passkey?.Id, HttpContext.RequestAborted));

    private void Answer(AccountOutcome outcome)
    {
        problem = outcome.Answer(HttpContext);
        if (problem is null)
        {
            Navigation.NavigateTo("/account");
        }
    }
}
