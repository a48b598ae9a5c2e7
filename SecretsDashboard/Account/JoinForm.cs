using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What the page of an invitation asks for.</summary>
public sealed class JoinForm : IValidatableObject
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Password { get; set; }
    public string? ConfirmPassword { get; set; }

    /// <summary>The passkey that was made in place of a password.</summary>
    public string? Credential { get; set; }

    internal bool HasPasskey => !string.IsNullOrEmpty(Credential);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AccountRules.Results(
        (nameof(Name), AccountRules.Name(Name)),
        (nameof(Password), HasPasskey ? null : AccountRules.Password(Password, Name)),
        (nameof(ConfirmPassword), HasPasskey ? null : AccountRules.Confirmation(Password, ConfirmPassword)));
}
