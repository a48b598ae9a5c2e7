namespace SecretsDashboard.Secrets;

/// <summary>What an import by a program came to.</summary>
/// <param name="Lines">Of the whole file, in its order; where it is refused, the lines that break a rule.</param>
/// <param name="IsRefused">Nothing was stored, or with a dry run would be.</param>
internal sealed record ImportOutcome(IReadOnlyList<ImportLine> Lines, bool IsRefused);
