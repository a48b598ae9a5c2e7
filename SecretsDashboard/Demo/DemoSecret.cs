using System.Globalization;
using System.Text;

namespace SecretsDashboard.Demo;

/// <summary>A secret of the story. Its values are made up anew for each environment and are good for nothing.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Pattern">Its value: <c>{env}</c> is the environment, <c>*12</c> that many random characters, the rest as between double quotes in a .env file.</param>
/// <param name="Without">Slugs of environments in which it has no value.</param>
/// <param name="Description">What it is for; empty: nobody wrote it down.</param>
internal sealed record DemoSecret(string Key, string Pattern, IReadOnlyList<string> Without, string Description)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>One for each line: key, pattern, environments without it or a dash, description.</summary>
    public static IReadOnlyList<DemoSecret> ReadAll(string table) =>
        [.. table.Split('\n').Select(line => line.Split('|', 4, StringSplitOptions.TrimEntries)).Select(cells => new DemoSecret(cells[0], cells[1], cells[2] == "-" ? [] : cells[2].Split(','), cells[3]))];

    /// <summary>Another value of it is another one.</summary>
    public bool Rotates => Pattern.Contains('*', StringComparison.Ordinal);

    /// <summary>Its line in the .env file of an environment, with a new value.</summary>
    public string Line(string environment, Random random) => $"{Key}=\"{NewText(environment, random)}\"\n";

    /// <summary>A new value for an environment.</summary>
    public byte[] NewValue(string environment, Random random) => Encoding.UTF8.GetBytes(
        NewText(environment, random).Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal));

    // as it stands between double quotes
    private string NewText(string environment, Random random)
    {
        var text = new StringBuilder();
        var rest = Pattern.Replace("{env}", environment, StringComparison.Ordinal).AsSpan();
        while (rest.IndexOf('*') is >= 0 and var star)
        {
            text.Append(rest[..star]).Append(random.GetItems<char>(Letters, int.Parse(rest.Slice(star + 1, 2), CultureInfo.InvariantCulture)));
            rest = rest[(star + 3)..];
        }
        return text.Append(rest).ToString();
    }
}
