using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What setting up an authenticator app asks for: a code of the app, beside the protected seed it was made from.</summary>
public sealed class AuthenticatorForm
{
    public string? Seed { get; set; }

    [Required(ErrorMessage = "Code is required")]
    public string? Code { get; set; }
}
