namespace SecretsDashboard.Secrets;

/// <summary>What came of one line of a check.</summary>
internal enum CheckState
{
    /// <summary>It is as it should be.</summary>
    Fine,

    /// <summary>It may be why.</summary>
    LookHere,

    /// <summary>The server cannot tell.</summary>
    Unknown,
}
