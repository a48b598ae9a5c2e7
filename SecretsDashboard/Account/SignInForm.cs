using System.ComponentModel.DataAnnotations;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>What the sign-in page asks for.</summary>
public sealed class SignInForm
{
    [Required(ErrorMessage = "Email is required"), MaxLength(AppUser.EmailLength, ErrorMessage = "Email is too long")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Password is required")]
    public string? Password { get; set; }
}
