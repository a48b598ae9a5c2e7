namespace SecretsDashboard.Secrets;

/// <summary>One field of the matrix: whether a value is set, and its first and last characters where the project shows them.</summary>
/// <param name="IsSet">The project has a value of its own there.</param>
/// <param name="Ends">Null: they are not shown, or tell nothing.</param>
public sealed record SecretCell(bool IsSet, string? Ends)
{
    public const string Dots = "••••••••";

    public const string NotSet = "Not set";

    public const string Shared = "Shared";

    public const string NotNeeded = "Not needed";

    /// <summary>Since when the value that counts is there; null: there is none.</summary>
    public DateTime? SetAt { get; init; }

    /// <summary>Not set, and programs receive the organization's secret of the same key there.</summary>
    public bool IsShared { get; init; }

    /// <summary>Not set, and somebody said that it need not be.</summary>
    public bool IsNotNeeded { get; init; }

    // the one of the compiler would name characters of the value
    public override string ToString() => IsSet ? Dots : IsShared ? Shared : IsNotNeeded ? NotNeeded : NotSet;
}
