using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What the sign-in page asks for.</summary>
public sealed class SignInForm
{
    [Required(ErrorMessage = "Email is required")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Password is required")]
    public string? Password { get; set; }
}
