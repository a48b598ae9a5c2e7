using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>One's own authenticator app: whether there is one, new recovery codes, turning it off.</summary>
public sealed partial class AuthenticatorSection
{
    private AuthenticatorState? state;
    private IReadOnlyList<string> codes = [];
    private string? renewProblem;
    private string? turnOffProblem;

    [Inject] private AuthenticatorStore Store { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "recovery-codes")] private ConfirmationForm? Renew { get; set; }

    [SupplyParameterFromForm(FormName = "authenticator-off")] private ConfirmationForm? TurnOff { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Renew ??= new ConfirmationForm();
        TurnOff ??= new ConfirmationForm();
        // the messages of a form that was left empty would stand in a closed part
        renewProblem = Posted(Renew, "recovery-codes");
        turnOffProblem = Posted(TurnOff, "authenticator-off");
        state = await Store.ReadAsync(CurrentCaller.Of(HttpContext), HttpContext.RequestAborted);
    }

    private async Task RenewAsync()
    {
        var outcome = await Store.RenewCodesAsync(CurrentCaller.Of(HttpContext), Renew!.Confirmation, HttpContext.RequestAborted);
        renewProblem = Answered(outcome);
        codes = outcome.RecoveryCodes;
    }

    private async Task TurnOffAsync()
    {
        turnOffProblem = Answered(await Store.TurnOffAsync(CurrentCaller.Of(HttpContext), TurnOff!.Confirmation, HttpContext.RequestAborted));
        if (turnOffProblem is null)
        {
            Navigation.NavigateTo("/account");
        }
    }

    private string? Answered(FactorOutcome outcome)
    {
        HttpContext.Response.StatusCode = outcome.IsDone ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return outcome.Problem;
    }

    private string? Posted(ConfirmationForm form, string name) =>
        HttpContext.Request.HasFormContentType && HttpContext.Request.Form["_handler"] == name && string.IsNullOrEmpty(form.Confirmation) ? "" : null;

    private static string CodesLeft(int left) => left switch
    {
        0 => "You have no recovery code left: make new ones.",
        1 => "One recovery code is left.",
        _ => $"{left} recovery codes are left.",
    };
}
