using System.ComponentModel.DataAnnotations;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>The address a person signs in with: how it is kept, and the sentence that says what is wrong with one (null: nothing).</summary>
internal static class PersonEmail
{
    private static readonly EmailAddressAttribute Address = new();

    /// <summary>The address as it is kept: without spaces around it, full-width letters as plain ones.</summary>
    public static string Tidy(string? email) => UnicodeForm.Of(email ?? "").Trim();

    public static string? Problem(string? email) => Tidy(email) switch
    {
        "" => "Email is required",
        { Length: > AppUser.EmailLength } => $"Email is too long: at most {AppUser.EmailLength} characters",
        var text when !Address.IsValid(text) || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) => "Email must be an address such as name@example.com",
        // one address is one account: letters that look alike, or are composed in two ways, would make it two
        var text when text.Any(c => !char.IsAscii(c)) => "Email must have no letters but a to z",
        _ => null,
    };
}
