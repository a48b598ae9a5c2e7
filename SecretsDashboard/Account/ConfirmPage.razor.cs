using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>Where a page without a circuit sends a person whose session must be confirmed first. It goes back to the local address that was asked for.</summary>
public sealed partial class ConfirmPage
{
    private SignInWays ways = new(Password: false, Passkey: false);
    private string? problem;

    [Inject] private OwnConfirmation Confirmation { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "confirm")] private ConfirmForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    /// <summary><c>true</c>: what was sent could not be kept.</summary>
    [SupplyParameterFromQuery] private string? Again { get; set; }

    /// <summary>The form that was sent, by its name.</summary>
    [SupplyParameterFromQuery] private string? For { get; set; }

    private string? Deed => ConfirmedDeed.Of(For, LocalAddress.Of(ReturnUrl));

    // a page that asks for the proof itself would lead here again
    private string Back => LocalAddress.Of(ReturnUrl).StartsWith("/account", StringComparison.Ordinal) ? "/account" : "/";

    private Caller Caller => CurrentCaller.Of(HttpContext);

    protected override async Task OnInitializedAsync()
    {
        Form ??= new ConfirmForm();
        ways = await Confirmation.WaysAsync(Caller, HttpContext.RequestAborted);
    }

    private async Task ConfirmAsync()
    {
        problem = (await Confirmation.ConfirmAsync(Caller, Form!, HttpContext, HttpContext.RequestAborted)).Answer(HttpContext);
        if (problem is null)
        {
            Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
        }
    }
}
