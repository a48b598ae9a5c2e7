using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Account;

/// <summary>The second step of signing in, for a person who just gave the right password; everybody else is sent back to the first.</summary>
public sealed partial class SecondFactorPage
{
    private const string FormName = "second-factor";

    private StepTicket? proof;
    private bool takesCodes = true;
    private string? problem;

    [Inject] private SecondFactorSignIn SecondFactor { get; set; } = default!;

    [Inject] private KnownBrowsers Browsers { get; set; } = default!;

    [Inject] private StepCookie Steps { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = FormName)] private SecondFactorForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery] private string? Recovery { get; set; }

    internal static string AddressFor(string? returnUrl, bool recovery = false)
    {
        string?[] query = [recovery ? "Recovery=true" : null, LocalAddress.Of(returnUrl) is not "/" and var wanted ? $"ReturnUrl={Uri.EscapeDataString(wanted)}" : null];
        return string.Join('?', ((string[])["/login/second-factor", string.Join('&', query.OfType<string>())]).Where(part => part != ""));
    }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SecondFactorForm { UsesRecoveryCode = Recovery == "true" };
        proof = Steps.Read(HttpContext, StepCookie.Password);
        takesCodes = proof is null || await SecondFactor.TakesCodesAsync(proof, HttpContext.RequestAborted);
        // a form that was posted is answered by its handler: leaving before it is found would be a broken request
        if (proof is null && HttpMethods.IsGet(HttpContext.Request.Method))
        {
            BackToThePassword();
        }
    }

    private async Task SignInAsync()
    {
        // nor where the app was taken meanwhile: the password alone may be enough now
        var outcome = proof is null || !takesCodes ? null : await SecondFactor.SignInAsync(proof, Form!, Visit.Of(HttpContext) with { Browser = Browsers.Of(HttpContext) }, HttpContext.RequestAborted);
        if (outcome is null)
        {
            BackToThePassword();
            return;
        }
        problem = await outcome.AnswerAsync(HttpContext);
        if (problem is null)
        {
            Steps.Clear(HttpContext, StepCookie.Password);
            Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
        }
    }

    private void BackToThePassword() =>
        Navigation.NavigateTo(LocalAddress.Of(ReturnUrl) is "/" ? "/login" : $"/login?ReturnUrl={Uri.EscapeDataString(LocalAddress.Of(ReturnUrl))}");
}
