namespace SecretsDashboard.Secrets;

/// <summary>What an import would do, or did, with one name of the file; never a value.</summary>
/// <param name="Line">Where it stands in the file, from 1.</param>
/// <param name="Key">The name; null where it looks like a part of a value.</param>
/// <param name="State"><see cref="New"/>, <see cref="Replaces"/>, <see cref="Changed"/>, <see cref="Unchanged"/> or <see cref="Refused"/>.</param>
/// <param name="Reason">Which versions it replaces, or why it is refused, as a sentence.</param>
/// <param name="Note">What of the value is kept that other readers would replace, as a sentence; null: nothing.</param>
internal sealed record ImportLine(int Line, string? Key, string State, string? Reason, string? Note = null)
{
    /// <summary>No secret has this name yet.</summary>
    public const string New = "New";

    /// <summary>A secret has this name. Its values were not compared: they may be the same.</summary>
    public const string Replaces = "Replaces";

    /// <summary>One of the environments has another value, or none.</summary>
    public const string Changed = "Changed";

    /// <summary>All of the environments have this value.</summary>
    public const string Unchanged = "Unchanged";

    /// <summary>It breaks a rule and is left out.</summary>
    public const string Refused = "Refused";

    /// <summary>It is left out because it has no value: there is nothing to store, which is no mistake.</summary>
    internal bool IsEmpty { get; init; }

    /// <summary>It breaks a rule that somebody must mend, or decide to leave it out.</summary>
    internal bool IsInvalid => State == Refused && !IsEmpty;

    public bool IsStored => State is New or Replaces or Changed;
}
