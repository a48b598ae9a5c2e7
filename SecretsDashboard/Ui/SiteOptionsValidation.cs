using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>Lists every problem of <see cref="SiteOptions"/> at once, and a limit of open files that is too low to serve anybody.</summary>
internal sealed class SiteOptionsValidation : IValidateOptions<SiteOptions>
{
    public ValidateOptionsResult Validate(string? name, SiteOptions options)
    {
        var problems = options.Problems().ToList();
        if (OpenFileLimit.Problem(OpenFileLimit.Read()) is { } tooFew)
        {
            problems.Add(tooFew);
        }
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
