using System.Globalization;

namespace SecretsDashboard.Data;

/// <summary>What <see cref="UnicodeForm"/> knows of characters, read once from <c>unicode-forms.txt</c>, which says how it is written.</summary>
/// <param name="Decompositions">What a character stands for, all the way.</param>
/// <param name="Compositions">What two characters become.</param>
/// <param name="Classes">The order of marks; others have none.</param>
internal sealed record UnicodeTables(Dictionary<int, int[]> Decompositions, Dictionary<(int First, int Second), int> Compositions, Dictionary<int, int> Classes)
{
    public static UnicodeTables Read()
    {
        var tables = new UnicodeTables([], [], []);
        using var reader = new StreamReader(typeof(UnicodeTables).Assembly.GetManifestResourceStream("unicode-forms.txt")!);
        while (reader.ReadLine() is { } line)
        {
            tables.Add(line);
        }
        return tables;
    }

    private void Add(string line)
    {
        if (line[0] == '#')
        {
            return;
        }
        if (line.Split(':') is [var order, var range])
        {
            var (first, last) = (Rune(range.Split('-')[0]), Rune(range.Split('-')[1]));
            for (var rune = first; rune <= last; rune++)
            {
                Classes.Add(rune, int.Parse(order, CultureInfo.InvariantCulture));
            }
        }
        else if (line.Split('=') is [var from, var to])
        {
            if (from.Split('+') is [var one, var two])
            {
                Compositions.Add((Rune(one), Rune(two)), Rune(to));
            }
            else
            {
                Decompositions.Add(Rune(from), [.. to.Split(' ').Select(Rune)]);
            }
        }
    }

    private static int Rune(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
