using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Account;

/// <summary>Creates the owner of a new instance, for the person who has the code that the server printed. Gone once there is an owner.</summary>
public sealed partial class SetUpPage
{
    private bool isOpen;
    private string? problem;

    [Inject] private AccountStore Accounts { get; set; } = default!;

    [Inject] private SetUpCode Code { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "set-up")] private SetUpForm? Form { get; set; }

    private bool HasCode => !string.IsNullOrEmpty(Form?.Code);

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SetUpForm();
        isOpen = !await Accounts.HasOwnerAsync(HttpContext.RequestAborted);
        if (!isOpen)
        {
            Navigation.NotFound();
        }
    }

    private async Task CreateAsync()
    {
        if (!Code.Matches(Form!.Code))
        {
            problem = "This link is not valid any more. Use the one the server printed at its last start.";
            HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var principal = await Accounts.SetUpAsync(Form, Visit.Of(HttpContext), HttpContext.RequestAborted);
        if (principal is null)
        {
            Navigation.NotFound();
            return;
        }
        await HttpContext.SignInAsync(principal);
        Navigation.NavigateTo("/");
    }
}
