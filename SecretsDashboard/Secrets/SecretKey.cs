using System.Globalization;
using System.Text;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>The naming rule of keys: what a program can receive as an environment variable, and nothing that would run code.</summary>
internal static class SecretKey
{
    /// <summary>What is wrong with it, as a sentence that names the rule; null: nothing.</summary>
    public static string? Problem(string key, bool allowLowerCase)
    {
        if (key == "")
        {
            return "Secret key is required";
        }
        if (key.Length > Secret.KeyLength)
        {
            return $"Secret key is too long: at most {Secret.KeyLength} characters";
        }
        if (char.IsAsciiDigit(key[0]))
        {
            return $"Secret key may not start with the digit {key[0]}: it starts with a letter or _";
        }
        var letters = allowLowerCase ? "a letter, a digit or _" : "A to Z, 0 to 9 or _";
        foreach (var character in key.EnumerateRunes())
        {
            var lowerCase = character.IsAscii && char.IsAsciiLetterLower((char)character.Value);
            if (lowerCase ? !allowLowerCase : !(character.IsAscii && (char.IsAsciiLetterOrDigit((char)character.Value) || character.Value == '_')))
            {
                return $"Secret key may not contain {Name(character)}: each character is {letters}";
            }
        }
        if (key.Any(char.IsAsciiLetterLower) && key.Any(char.IsAsciiLetterUpper))
        {
            return "Secret key may not mix upper and lower case: it is UPPER_SNAKE_CASE or lower_snake_case";
        }
        return ReservedKeys.Problem(key);
    }

    /// <summary>The refusal of a key that is not written as the one that is there already; null: it is, or there is none.</summary>
    public static string? CaseProblem(string key, string? existing) =>
        existing is null || existing == key ? null : $"Secret key differs from {existing} in upper and lower case alone";

    /// <summary>Two keys that fold alike may not stand in one project.</summary>
    public static string Fold(string key) => key.ToUpperInvariant();

    // what can be seen is shown, what cannot is named by its number
    private static string Name(Rune character) => character.Value == ' ' ? "a space" : Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark => $"U+{character.Value:X4}",
        _ => $"“{character}”",
    };
}
