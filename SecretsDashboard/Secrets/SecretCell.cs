namespace SecretsDashboard.Secrets;

/// <summary>One field of the matrix: whether a value is set, and its first and last characters where the project shows them.</summary>
public sealed record SecretCell(bool IsSet, string? Ends)
{
    public const string Dots = "••••••••";

    public const string NotSet = "Not set";

    /// <summary>Since when the value that counts is there; null: there is none.</summary>
    public DateTime? SetAt { get; init; }

    // the one of the compiler would name characters of the value
    public override string ToString() => IsSet ? Dots : NotSet;
}
