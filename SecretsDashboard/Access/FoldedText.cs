using System.Text;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>One form for texts that are equal after NFKC (<see cref="UnicodeForm"/>) and case folding, for comparing alone.</summary>
internal static class FoldedText
{
    // of full case folding what is no matter of single letters
    private static readonly Dictionary<int, string> Longer = new() { [0xDF] = "ss", [0x1E9E] = "ss", [0x587] = "\u0565\u0582" };

    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in UnicodeForm.Of(text).EnumerateRunes().Where(IsSeen))
        {
            // up and down again: some letters have two small forms
            folded.Append(Longer.GetValueOrDefault(rune.Value) ?? Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        }
        // a mark may have found another letter to stand on
        return UnicodeForm.Of(folded.ToString());
    }

    // joiners, and marks that choose between two pictures of one letter
    private static bool IsSeen(Rune rune) => rune.Value is not (0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF));
}
