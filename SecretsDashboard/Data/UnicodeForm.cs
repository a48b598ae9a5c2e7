using System.Globalization;
using System.Text;

namespace SecretsDashboard.Data;

/// <summary>
/// Brings a text that a person typed into one form, Unicode's NFKC (UAX #15), so that full-width letters, ligatures and composed accents equal the plain
/// ones. .NET does it only with tables that <c>InvariantGlobalization</c> leaves out. It judges nothing: letters that merely look alike stay apart.
/// </summary>
internal static class UnicodeForm
{
    private const int FirstSyllable = 0xAC00, FirstLead = 0x1100, FirstVowel = 0x1161, BeforeTrail = 0x11A7;
    private const int Leads = 19, Vowels = 21, Trails = 28, Syllables = Leads * Vowels * Trails;

    private static readonly Lazy<UnicodeTables> Tables = new(UnicodeTables.Read);

    /// <summary>The text in its one form; what is not Unicode in it, such as half a pair, becomes U+FFFD. ASCII stays as it is.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, runes);
        }
        Order(runes);
        var form = new StringBuilder(runes.Count);
        foreach (var rune in Compose(runes))
        {
            form.Append(char.ConvertFromUtf32(rune));
        }
        return form.ToString();
    }

    /// <summary>The digits of a code: a digit of any script is the ASCII one, and what is neither letter nor digit separates groups and goes.</summary>
    public static string OfCode(string? text) => string.Concat(Of(text ?? "").EnumerateRunes().Where(Rune.IsLetterOrDigit)
        .Select(rune => Rune.IsDigit(rune) ? ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture) : rune.ToString()));

    private static void Decompose(int rune, List<int> runes)
    {
        if (rune - FirstSyllable is >= 0 and < Syllables and var syllable)
        {
            runes.Add(FirstLead + syllable / (Vowels * Trails));
            runes.Add(FirstVowel + syllable % (Vowels * Trails) / Trails);
            if (syllable % Trails > 0)
            {
                runes.Add(BeforeTrail + syllable % Trails);
            }
        }
        else if (Tables.Value.Decompositions.TryGetValue(rune, out var parts))
        {
            runes.AddRange(parts);
        }
        else
        {
            runes.Add(rune);
        }
    }

    // marks that follow one character stand in the order of their classes; those of one class stay in theirs
    private static void Order(List<int> runes)
    {
        for (var from = 0; from < runes.Count; from++)
        {
            var to = from;
            while (to < runes.Count && ClassOf(runes[to]) > 0)
            {
                to++;
            }
            if (to - from > 1)
            {
                // stable, and no slower for endless marks
                int[] ordered = [.. runes[from..to].OrderBy(ClassOf)];
                for (var at = from; at < to; at++)
                {
                    runes[at] = ordered[at - from];
                }
            }
            from = to;
        }
    }

    private static List<int> Compose(List<int> runes)
    {
        var composed = new List<int>(runes.Count);
        var (starter, last) = (-1, 0);
        foreach (var rune in runes)
        {
            var order = ClassOf(rune);
            // a mark joins the character before it unless another of its class or higher stands between
            if (starter >= 0 && (starter == composed.Count - 1 || (last > 0 && last < order)) && Joined(composed[starter], rune) is { } one)
            {
                composed[starter] = one;
                continue;
            }
            if (order == 0)
            {
                starter = composed.Count;
            }
            last = order;
            composed.Add(rune);
        }
        return composed;
    }

    private static int? Joined(int first, int second)
    {
        if (first - FirstLead is >= 0 and < Leads and var lead && second - FirstVowel is >= 0 and < Vowels and var vowel)
        {
            return FirstSyllable + (lead * Vowels + vowel) * Trails;
        }
        if (first - FirstSyllable is >= 0 and < Syllables and var syllable && syllable % Trails == 0 && second - BeforeTrail is > 0 and < Trails and var trail)
        {
            return first + trail;
        }
        return Tables.Value.Compositions.TryGetValue((first, second), out var one) ? one : null;
    }

    private static int ClassOf(int rune) => Tables.Value.Classes.GetValueOrDefault(rune);
}
