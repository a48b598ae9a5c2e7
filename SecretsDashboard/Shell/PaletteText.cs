using System.Text;
using SecretsDashboard.Data;

namespace SecretsDashboard.Shell;

/// <summary>What was typed into the palette, and how well a name fits it. Case and the width of letters never matter.</summary>
internal sealed class PaletteText(string typed)
{
    /// <summary>The ranks, the best first: the name itself, its beginning, a part of it, only something else about it.</summary>
    public const int Exact = 0, Beginning = 1, Part = 2, Elsewhere = 3;

    /// <summary>Nobody types more than that; a longer text fits nothing.</summary>
    public const int Longest = 200;

    private readonly string[] words = UnicodeForm.Of(typed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public string Text { get; } = UnicodeForm.Of(typed).Trim();

    public bool IsEmpty => Text == "";

    public bool IsTooLong => Text.Length > Longest;

    public bool IsAscii => Ascii.IsValid(Text);

    /// <summary>The text as a key is written: "stripe key" is STRIPE_KEY.</summary>
    public string AsKey => Text.Replace(' ', '_').Replace('-', '_').ToUpperInvariant();

    /// <summary>What a key has in it where it fits: "stripe key" finds STRIPE_SECRET_KEY, too.</summary>
    public IEnumerable<string> InKey => Text.ToUpperInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How well the item fits; null where it does not. Everything fits where nothing was typed.</summary>
    public int? Rank(PaletteItem item)
    {
        var name = UnicodeForm.Of(item.Name);
        return IsEmpty ? Exact
            : name.Equals(Text, StringComparison.OrdinalIgnoreCase) ? Exact
            : name.StartsWith(Text, StringComparison.OrdinalIgnoreCase) ? Beginning
            : IsIn(name) ? Part
            : words.All(word => UnicodeForm.Of($"{name} {item.Detail}").Contains(word, StringComparison.OrdinalIgnoreCase)) ? Elsewhere
            : null;
    }

    public bool IsIn(string name) => UnicodeForm.Of(name).Contains(Text, StringComparison.OrdinalIgnoreCase);
}
