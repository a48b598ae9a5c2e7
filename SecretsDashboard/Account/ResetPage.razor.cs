using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Account;

/// <summary>Where the link of a password reset leads: its holder chooses a new password and signs in with it.</summary>
public sealed partial class ResetPage
{
    internal const string NoLink = "This link is not valid. It may have been used, replaced, or be older than 24 hours: ask for a new one.";

    private string? email;
    private string? problem;
    private bool isDone;

    [Inject] private PasswordResetStore Resets { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "reset")] private ResetForm? Form { get; set; }

    private bool HasCode => !string.IsNullOrEmpty(Form?.Code);

    protected override async Task OnInitializedAsync()
    {
        Form ??= new ResetForm();
        email = HasCode ? await Resets.FindAsync(Form.Code, HttpContext.RequestAborted) : null;
    }

    private async Task ResetAsync()
    {
        problem = (await Resets.ResetAsync(Form!, Visit.Of(HttpContext), HttpContext.RequestAborted)).Answer(HttpContext);
        isDone = problem is null;
    }
}
