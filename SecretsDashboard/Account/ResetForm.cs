using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What the page of a reset link asks for.</summary>
public sealed class ResetForm : IValidatableObject
{
    public string? Code { get; set; }
    public string? Password { get; set; }
    public string? ConfirmPassword { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AccountRules.Results(
        (nameof(Password), AccountRules.Password(Password)),
        (nameof(ConfirmPassword), AccountRules.Confirmation(Password, ConfirmPassword)));
}
