using System.Globalization;
using System.Text;

namespace SecretsDashboard.Account;

/// <summary>
/// Says why a password is among the first to be guessed: well-known words, the person's own, runs of the keyboard, one piece
/// again and again, with a few characters around them. What is left without them counts; a few words in a row pass.
/// </summary>
internal static class PasswordPatterns
{
    private const int ShortestWord = 4;
    private const int ShortestOwnWord = 3;
    private const int FewCharacters = 5;
    private const int FewLetters = 3;
    private const int FewWords = 2;
    private const int LongestPiece = 6;

    private static readonly Lazy<string[]> Words = new(ReadWords);

    private static readonly string[] Runs = [.. ((string[])
    [
        "01234567890", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiopü", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()", "!\"§$%&/()=",
    ]).SelectMany(run => (string[])[run, string.Concat(run.Reverse())])];

    /// <param name="password">What the person chose.</param>
    /// <param name="own">Their name and address: words that a guesser knows.</param>
    /// <returns>The rule that is broken, to follow "Password is too common:"; null: none.</returns>
    public static string? Problem(string password, params string?[] own)
    {
        var text = password.ToLower(CultureInfo.InvariantCulture);
        if (text.Distinct().Count() < FewCharacters)
        {
            return "it has only a few different characters";
        }
        if (IsOnePiece(text))
        {
            return "it is the same few characters again and again";
        }
        var runs = new bool[text.Length];
        MarkRuns(text, runs);
        if (Left(text, runs, _ => true) <= FewLetters)
        {
            return "it is a row of the keyboard, of the alphabet or of numbers";
        }
        var plain = string.Concat(text.Select(Letter));
        var ownWords = own.SelectMany(OwnWords).Distinct().OrderByDescending(word => word.Length).ToList();
        var named = (bool[])runs.Clone();
        foreach (var word in ownWords)
        {
            Mark(text, plain, word, named);
        }
        if (named.AsSpan().SequenceEqual(runs) is false && Left(text, named, char.IsLetter) <= FewLetters)
        {
            return "it is little more than your own name or address";
        }
        var words = Words.Value.Count(word => Mark(text, plain, word, named));
        return words is > 0 and <= FewWords && Left(text, named, char.IsLetter) <= FewLetters ? "it is little more than a well-known password" : null;
    }

    private static bool IsOnePiece(string text) =>
        Enumerable.Range(1, Math.Min(LongestPiece, text.Length / 2)).Any(size => Enumerable.Range(size, text.Length - size).All(at => text[at] == text[at - size]));

    private static int Left(string text, bool[] covered, Func<char, bool> counts) => Enumerable.Range(0, text.Length).Count(at => !covered[at] && counts(text[at]));

    // every place where the word stands as typed or with digits for letters; only what nothing longer covers already
    private static bool Mark(string text, string plain, string word, bool[] covered)
    {
        var found = false;
        foreach (var form in (string[])[text, plain])
        {
            for (var at = form.IndexOf(word, StringComparison.Ordinal); at >= 0; at = form.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (covered.AsSpan(at, word.Length).Contains(false))
                {
                    covered.AsSpan(at, word.Length).Fill(true);
                    found = true;
                }
            }
        }
        return found;
    }

    // digits from three in a row on, letters from four: "234" is a run, "def" may be part of a word
    private static void MarkRuns(string text, bool[] covered)
    {
        for (var from = 0; from < text.Length; from++)
        {
            var length = 1;
            while (from + length < text.Length && Runs.Any(run => run.Contains(text.Substring(from, length + 1), StringComparison.Ordinal)))
            {
                length++;
            }
            if (length >= (char.IsLetter(text[from]) ? 4 : 3))
            {
                covered.AsSpan(from, length).Fill(true);
            }
        }
    }

    private static char Letter(char character) => character switch
    {
        '0' => 'o',
        '1' or '!' or '|' => 'i',
        '3' or '€' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '6' or '9' => 'g',
        '7' or '+' => 't',
        '8' => 'b',
        _ => character,
    };

    private static IEnumerable<string> OwnWords(string? text)
    {
        var words = new string([.. (text ?? "").ToLower(CultureInfo.InvariantCulture).Select(each => char.IsLetter(each) ? each : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Append(string.Concat(words)).Where(word => word.Length >= ShortestOwnWord);
    }

    private static string[] ReadWords()
    {
        using var reader = new StreamReader(typeof(PasswordPatterns).Assembly.GetManifestResourceStream("well-known-words.txt")!, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= ShortestWord).OrderByDescending(word => word.Length)];
    }
}
