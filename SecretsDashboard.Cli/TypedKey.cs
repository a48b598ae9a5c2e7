namespace SecretsDashboard.Cli;

/// <summary>What a line made of a character.</summary>
internal enum TypedKey
{
    /// <summary>It is part of the line, or changed it.</summary>
    Taken,

    /// <summary>It did nothing; the person who typed it hears so.</summary>
    Unknown,

    /// <summary>It ended the line.</summary>
    End,
}
