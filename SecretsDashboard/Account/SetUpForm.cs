using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What the set-up page asks for.</summary>
public sealed class SetUpForm : IValidatableObject
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Password { get; set; }
    public string? ConfirmPassword { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Field, string? Problem)[] checks =
        [
            (nameof(Name), AccountRules.Name(Name)),
            (nameof(Email), AccountRules.Email(Email)),
            (nameof(Password), AccountRules.Password(Password, Name, Email)),
            (nameof(ConfirmPassword), Password == ConfirmPassword ? null : "The passwords differ"),
        ];
        return checks.Where(check => check.Problem is not null).Select(check => new ValidationResult(check.Problem, [check.Field]));
    }
}
