using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>Where a page without a circuit sends a person whose session must be confirmed first. It goes back to the local address that was asked for.</summary>
public sealed partial class ConfirmPage
{
    private string? problem;

    [Inject] private OwnSessionStore Store { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "confirm")] private ConfirmForm? Form { get; set; }

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }

    protected override void OnInitialized() => Form ??= new ConfirmForm();

    private async Task ConfirmAsync()
    {
        problem = await Store.ConfirmAsync(CurrentCaller.Of(HttpContext), Form!.Password, HttpContext.RequestAborted);
        if (problem is not null)
        {
            HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
    }
}
