using System.Text;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Access;

/// <summary>
/// The rule for the name of a person: that of <see cref="PlainName"/>, and no word that mixes Latin letters with Cyrillic or Greek ones, many
/// of which look the same. Names need not be unique: <see cref="PersonLabels"/> tells those apart that are.
/// </summary>
internal static partial class PersonName
{
    /// <summary>The sentence that says what is wrong with it, naming the letter; null: nothing.</summary>
    /// <param name="longest">The most characters, without spaces around them.</param>
    public static string? Problem(string? name, int longest) => PlainName.Problem(name, longest) ?? Mixture(name!);

    private static string? Mixture(string name)
    {
        foreach (var word in Word().Matches(name).Select(match => match.Value))
        {
            var hasLatin = word.EnumerateRunes().Any(rune => ScriptOf(rune) == Script.Latin);
            foreach (var rune in word.EnumerateRunes())
            {
                if (hasLatin && ScriptOf(rune) is Script.Cyrillic or Script.Greek)
                {
                    return $"Name mixes Latin with {ScriptOf(rune)} letters: “{rune}” in “{word}”";
                }
            }
        }
        return null;
    }

    private static Script ScriptOf(Rune rune) => rune.Value switch
    {
        (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or 0xAA or 0xBA or (>= 0xC0 and <= 0x2AF and not (0xD7 or 0xF7)) or (>= 0x1D00 and <= 0x1D25) or (>= 0x1E00 and <= 0x1EFF)
            or 0x212A or 0x212B or (>= 0x2C60 and <= 0x2C7F) or (>= 0xA722 and <= 0xA7FF) or (>= 0xAB30 and <= 0xAB64) or (>= 0xFB00 and <= 0xFB06)
            or (>= 0xFF21 and <= 0xFF3A) or (>= 0xFF41 and <= 0xFF5A) => Script.Latin,
        (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) or (>= 0x1D26 and <= 0x1D2A) or 0x2126 => Script.Greek,
        (>= 0x400 and <= 0x52F) or (>= 0x1C80 and <= 0x1C8F) or 0x1D2B or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => Script.Cyrillic,
        _ => Script.Other,
    };

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    private enum Script
    {
        Other,
        Latin,
        Cyrillic,
        Greek,
    }
}
