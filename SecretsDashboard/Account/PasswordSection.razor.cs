using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>Changing one's own password, or setting the first one, which ends all other sessions.</summary>
public sealed partial class PasswordSection
{
    private bool hasPassword;
    private string? problem;
    private string? done;

    [Inject] private OwnSessionStore Store { get; set; } = default!;

    [Inject] private OwnConfirmation Confirmation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "password")] private PasswordForm? Form { get; set; }

    private string Verb => hasPassword ? "Change password" : "Set a password";

    private string About => hasPassword
        ? "Changing it signs you out everywhere else."
        : "You have none: a passkey alone signs you in. With a password too, a lost device does not shut you out.";

    private Caller Caller => CurrentCaller.Of(HttpContext);

    protected override async Task OnInitializedAsync()
    {
        Form ??= new PasswordForm();
        hasPassword = (await Confirmation.WaysAsync(Caller, HttpContext.RequestAborted)).Password;
    }

    private async Task ChangeAsync()
    {
        problem = (await Store.ChangePasswordAsync(Caller, Form!, HttpContext.RequestAborted)).Answer(HttpContext);
        if (problem is null)
        {
            done = $"Your password is {(hasPassword ? "changed" : "set")}. You are signed out everywhere else.";
            hasPassword = true;
        }
    }
}
