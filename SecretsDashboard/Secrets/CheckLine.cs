namespace SecretsDashboard.Secrets;

/// <summary>One answer to why a program does not get a secret: a sentence, perhaps with a moment in it, and where it can be mended.</summary>
/// <param name="State">How it looks.</param>
/// <param name="Text">The sentence up to the moment.</param>
/// <param name="At">The moment (UTC); null: none.</param>
/// <param name="After">What follows the moment, with the blank before it.</param>
internal sealed record CheckLine(CheckState State, string Text, DateTime? At = null, string After = "")
{
    /// <summary>Where it is mended, and what that is called; null: nowhere.</summary>
    public (string Address, string Text)? Link { get; init; }

    /// <summary>It is mended where the values are, in the panel.</summary>
    public bool MendsValue { get; init; }
}
