using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Account;

/// <summary>The button that signs in with a passkey, on both steps of signing in.</summary>
public sealed partial class PasskeyButton
{
    internal const string FormName = "passkey-sign-in";

    private string? problem;

    [Inject] private PasskeySignIn SignIn { get; set; } = default!;

    [Inject] private StepCookie Steps { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = FormName)] private PasskeyForm? Passkey { get; set; }

    [Parameter] public string? ReturnUrl { get; set; }

    private async Task SignInAsync()
    {
        var outcome = await SignIn.SignInAsync(Passkey?.Credential, HttpContext, HttpContext.RequestAborted);
        problem = await outcome.AnswerAsync(HttpContext);
        if (problem is null)
        {
            Steps.Clear(HttpContext, StepCookie.Password);
            Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
        }
    }
}
