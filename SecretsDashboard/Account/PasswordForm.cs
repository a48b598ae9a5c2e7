using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What changing one's own password asks for.</summary>
public sealed class PasswordForm : IValidatableObject
{
    /// <summary>The form was sent, so its messages must be seen.</summary>
    public bool IsPosted { get; set; }

    /// <summary>There is none yet: the current one is not asked for.</summary>
    public bool IsFirst { get; set; }
    public string? CurrentPassword { get; set; }
    public string? Password { get; set; }
    public string? ConfirmPassword { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AccountRules.Results(
        (nameof(CurrentPassword), !IsFirst && string.IsNullOrEmpty(CurrentPassword) ? "Current password is required" : null),
        (nameof(Password), AccountRules.Password(Password)),
        (nameof(ConfirmPassword), AccountRules.Confirmation(Password, ConfirmPassword)));
}
