using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Account;

/// <summary>The sign-in page: no circuit, one form. It goes on to the local address that was asked for.</summary>
public sealed partial class LoginPage
{
    private bool hasOwner;
    private string? problem;

    [Inject] private AccountStore Accounts { get; set; } = default!;

    [Inject] private KnownBrowsers Browsers { get; set; } = default!;

    [Inject] private StepCookie Steps { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "sign-in")] private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    // an open page was left by itself
    [SupplyParameterFromQuery] private string? Ended { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SignInForm();
        hasOwner = await Accounts.HasOwnerAsync(HttpContext.RequestAborted);
        if (HttpContext.User.Identity?.IsAuthenticated == true && HttpMethods.IsGet(HttpContext.Request.Method))
        {
            Navigation.NavigateTo(Destination);
        }
    }

    private string Destination => LocalAddress.Of(ReturnUrl);

    private async Task SignInAsync()
    {
        var outcome = await Accounts.SignInAsync(Form!, Visit.Of(HttpContext) with { Browser = Browsers.Of(HttpContext) }, HttpContext.RequestAborted);
        if (outcome.Proof is not null)
        {
            Steps.Give(HttpContext, StepCookie.Password, outcome.Proof);
            Navigation.NavigateTo(SecondFactorPage.AddressFor(ReturnUrl));
            return;
        }
        problem = await outcome.AnswerAsync(HttpContext);
        if (problem is null)
        {
            Navigation.NavigateTo(Destination);
        }
    }
}
