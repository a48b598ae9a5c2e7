using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>One's own authenticator app: whether there is one, new recovery codes, turning it off.</summary>
public sealed partial class AuthenticatorSection
{
    private const string Renew = "recovery-codes";
    private const string TurnOff = "authenticator-off";

    private AuthenticatorState? state;
    private IReadOnlyList<string> codes = [];
    private string? problem;

    [Inject] private AuthenticatorStore Store { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    private Caller Caller => CurrentCaller.Of(HttpContext);

    protected override async Task OnInitializedAsync() => state = await Store.ReadAsync(Caller, HttpContext.RequestAborted);

    private async Task RenewAsync()
    {
        var outcome = await Store.RenewCodesAsync(Caller, HttpContext.RequestAborted);
        (problem, codes) = (outcome.Answer(HttpContext), outcome.RecoveryCodes);
    }

    private async Task TurnOffAsync()
    {
        problem = (await Store.TurnOffAsync(Caller, HttpContext.RequestAborted)).Answer(HttpContext);
        if (problem is null)
        {
            Navigation.NavigateTo("/account");
        }
    }

    private static string CodesLeft(int left) => left switch
    {
        0 => "You have no recovery code left: make new ones.",
        1 => "One recovery code is left.",
        _ => $"{left} recovery codes are left.",
    };
}
