using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>Lists every problem of <see cref="SiteOptions"/> at once.</summary>
internal sealed class SiteOptionsValidation : IValidateOptions<SiteOptions>
{
    public ValidateOptionsResult Validate(string? name, SiteOptions options)
    {
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
