using System.ComponentModel.DataAnnotations;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>What the set-up page asks for.</summary>
public sealed class SetUpForm : IValidatableObject
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Password { get; set; }
    public string? ConfirmPassword { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AccountRules.Results(
        (nameof(Name), AccountRules.Name(Name)),
        (nameof(Email), PersonEmail.Problem(Email)),
        (nameof(Password), AccountRules.Password(Password, Name, Email)),
        (nameof(ConfirmPassword), AccountRules.Confirmation(Password, ConfirmPassword)));
}
