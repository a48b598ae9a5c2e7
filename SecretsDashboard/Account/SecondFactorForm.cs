using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What the second step of signing in asks for: a code of the app, or in its place a recovery code.</summary>
public sealed class SecondFactorForm : IValidatableObject
{
    public bool UsesRecoveryCode { get; set; }

    public string? Code { get; set; }

    public string? RecoveryCode { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UsesRecoveryCode && string.IsNullOrWhiteSpace(RecoveryCode))
        {
            yield return new ValidationResult("Recovery code is required", [nameof(RecoveryCode)]);
        }
        if (!UsesRecoveryCode && string.IsNullOrWhiteSpace(Code))
        {
            yield return new ValidationResult("Code is required", [nameof(Code)]);
        }
    }
}
