namespace SecretsDashboard.Cli;

/// <summary>One line of the file, as the server answers it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Key">The name; null where it looks like part of a value.</param>
/// <param name="Result">What became, or would become, of it.</param>
/// <param name="Note">Why it is left out, or what of the value is kept that other readers replace.</param>
/// <param name="Rule">The rule it breaks, where the file is refused.</param>
internal sealed record ImportLine(int Line, string? Key, string? Result, string? Note, string? Rule)
{
    /// <summary>The name, fit for a terminal.</summary>
    public string Name => Key is null ? "(not shown)" : PlainText.Of(Key);
}
