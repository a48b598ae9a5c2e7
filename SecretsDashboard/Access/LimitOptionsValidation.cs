using Microsoft.Extensions.Options;

namespace SecretsDashboard.Access;

/// <summary>Refuses limits that cannot be kept, each with its rule.</summary>
internal sealed class LimitOptionsValidation : IValidateOptions<LimitOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        var wrong = options.Wrong().ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
