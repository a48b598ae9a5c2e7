using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>What a name, an address and a password must be. Each rule answers with the sentence shown to the person; null: fine.</summary>
internal static class AccountRules
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 256;

    public static string? Name(string? name) => name?.Trim() switch
    {
        null or "" => "Name is required",
        { Length: > AppUser.NameLength } => $"Name is too long: at most {AppUser.NameLength} characters",
        var text when text.Any(char.IsControl) => "Name must be one line",
        _ => null,
    };

    /// <summary>The address as it is kept: without spaces around it.</summary>
    public static string Tidy(string? email) => PersonEmail.Tidy(email);

    public static string? Email(string? email) => PersonEmail.Problem(email);

    /// <param name="password">What was chosen.</param>
    /// <param name="own">The name and the address of the person, as far as they are known.</param>
    public static string? Password(string? password, params string?[] own) => password switch
    {
        null or "" => "Password is required",
        { Length: < ShortestPassword } => $"Password is too short: at least {ShortestPassword} characters",
        { Length: > LongestPassword } => $"Password is too long: at most {LongestPassword} characters",
        _ => PasswordPatterns.Problem(password, own) is { } rule ? $"Password is too common: {rule}" : null,
    };
}
