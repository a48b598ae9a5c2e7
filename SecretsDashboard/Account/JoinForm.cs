using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What the page of an invitation asks for.</summary>
public sealed class JoinForm : IValidatableObject
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Password { get; set; }
    public string? ConfirmPassword { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AccountRules.Results(
        (nameof(Name), AccountRules.Name(Name)),
        (nameof(Password), AccountRules.Password(Password, Name)),
        (nameof(ConfirmPassword), AccountRules.Confirmation(Password, ConfirmPassword)));
}
