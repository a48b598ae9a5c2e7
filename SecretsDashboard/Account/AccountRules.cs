using System.ComponentModel.DataAnnotations;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>What a name and a password must be; <see cref="PersonEmail"/> says it of an address. Each rule answers with the sentence shown to the person; null: fine.</summary>
internal static class AccountRules
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 256;

    /// <summary>What a form answers to its validation: the problems there are, each at its field.</summary>
    public static IEnumerable<ValidationResult> Results(params (string Field, string? Problem)[] checks) =>
        checks.Where(check => check.Problem is not null).Select(check => new ValidationResult(check.Problem, [check.Field]));

    /// <summary>The same password twice.</summary>
    public static string? Confirmation(string? password, string? again) => UnicodeForm.Of(password ?? "") == UnicodeForm.Of(again ?? "") ? null : "The passwords differ";

    public static string? Name(string? name) => PersonName.Problem(name, AppUser.NameLength);

    /// <param name="password">What was chosen.</param>
    /// <param name="own">The name and the address of the person, as far as they are known.</param>
    public static string? Password(string? password, params string?[] own) => password switch
    {
        null or "" => "Password is required",
        // one character may stand for many: what was typed must be long enough, and so must what is hashed
        _ when password.Length <= LongestPassword && Math.Min(password.Length, UnicodeForm.Of(password).Length) < ShortestPassword => $"Password is too short: at least {ShortestPassword} characters",
        { Length: > LongestPassword } => $"Password is too long: at most {LongestPassword} characters",
        _ => PasswordPatterns.Problem(UnicodeForm.Of(password), own) is { } rule ? $"Password is too common: {rule}" : null,
    };
}
