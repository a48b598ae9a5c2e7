using System.Text;
using System.Text.RegularExpressions;
using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>The part of an address that names a project or an environment: <c>^[a-z0-9][a-z0-9-]{0,62}$</c>. It never changes.</summary>
internal static partial class Slug
{
    public const int Longest = 63;

    /// <summary>What is wrong with it, as a sentence; null: nothing.</summary>
    public static string? Problem(string slug) => slug switch
    {
        "" => "Slug is required",
        { Length: > Longest } => $"Slug is too long: at most {Longest} characters",
        _ when Rule().IsMatch(slug) => null,
        _ => "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit",
    };

    /// <summary>A slug for a name: ASCII letters and digits stay, everything between becomes one hyphen. May be empty.</summary>
    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var character in UnicodeForm.Of(name).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                slug.Append(character);
            }
            else if (slug is not { Length: 0 } && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }
        return slug.ToString(0, Math.Min(slug.Length, Longest)).TrimEnd('-');
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex Rule();
}
