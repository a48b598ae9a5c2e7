namespace SecretsDashboard.Bench;

/// <summary>What the command line of the benchmark says.</summary>
internal sealed record BenchOptions(int Rounds = 7, int Milliseconds = 1000, bool WithClient = true, bool Pages = false, string? Against = null)
{
    public const string Usage = "Usage: dotnet run -c Release --project bench -- [--rounds 7] [--milliseconds 1000] [--without-client]\n       dotnet run -c Release --project bench -- pages [--rounds 7] [--against FOLDER]";

    /// <summary>Null where it is none.</summary>
    public static BenchOptions? Parse(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => new BenchOptions(),
        ["pages", .. var rest] => ParsePages(rest),
        ["--without-client", .. var rest] => Parse(rest) is { } options ? options with { WithClient = false } : null,
        ["--rounds", var text, .. var rest] when int.TryParse(text, out var rounds) && rounds > 0 => Parse(rest) is { } options ? options with { Rounds = rounds } : null,
        ["--milliseconds", var text, .. var rest] when int.TryParse(text, out var length) && length > 0 => Parse(rest) is { } options ? options with { Milliseconds = length } : null,
        _ => null,
    };

    private static BenchOptions? ParsePages(ReadOnlySpan<string> arguments) => arguments switch
    {
        [] => new BenchOptions(Pages: true),
        ["--against", var folder, .. var rest] => ParsePages(rest) is { } options ? options with { Against = Path.GetFullPath(folder) } : null,
        ["--rounds", var text, .. var rest] when int.TryParse(text, out var rounds) && rounds > 0 => ParsePages(rest) is { } options ? options with { Rounds = rounds } : null,
        _ => null,
    };
}
