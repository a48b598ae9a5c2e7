using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>Changing one's own password, which ends all other sessions.</summary>
public sealed partial class PasswordSection
{
    private string? problem;
    private bool isChanged;

    [Inject] private OwnSessionStore Store { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "password")] private PasswordForm? Form { get; set; }

    protected override void OnInitialized() => Form ??= new PasswordForm();

    private async Task ChangeAsync()
    {
        problem = await Store.ChangePasswordAsync(CurrentCaller.Of(HttpContext), Form!, HttpContext.RequestAborted);
        isChanged = problem is null;
        if (!isChanged)
        {
            HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
