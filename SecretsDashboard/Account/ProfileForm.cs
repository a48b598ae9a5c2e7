using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What changing one's own name asks for.</summary>
public sealed class ProfileForm : IValidatableObject
{
    public string? Name { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AccountRules.Results((nameof(Name), AccountRules.Name(Name)));
}
