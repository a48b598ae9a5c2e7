namespace SecretsDashboard.Cli;

/// <summary>Whether a call that failed is worth making again, and which calls may be.</summary>
internal enum Repetition
{
    /// <summary>It would fail again.</summary>
    Never,

    /// <summary>The server may have done it: only what may be done twice is asked for again.</summary>
    IfHarmless,

    /// <summary>The server has not done it.</summary>
    Always,
}
