using System.Text.RegularExpressions;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Help;

/// <summary>
/// Puts the name of one secret into the examples, in the place of the names that they have. Which of them it fits, its own end tells: nobody
/// sends the password of a database as a bearer token.
/// </summary>
public sealed partial class HelpNames(string key)
{
    private readonly SecretType type = SecretTypes.Guess(key, []);

    /// <summary>The name.</summary>
    public string Key => key;

    /// <summary>Null where the text is no valid name.</summary>
    public static HelpNames? Of(string? key) => key is null || SecretKey.Problem(key, allowLowerCase: true) is not null ? null : new(key);

    /// <summary>The code with the name in it.</summary>
    public string In(string code) => Example().Replace(code, example => example.Value switch
    {
        "API_KEY" => type is SecretType.ApiKey or SecretType.Token or SecretType.Other ? key : example.Value,
        "WEBHOOK_SECRET" => type is SecretType.WebhookSecret ? key : example.Value,
        _ => key,
    });

    // names of vendors end in the same words
    [GeneratedRegex(@"(?<![A-Za-z0-9_])(?:YOUR_KEY|API_KEY|WEBHOOK_SECRET)(?![A-Za-z0-9_])")]
    private static partial Regex Example();
}
