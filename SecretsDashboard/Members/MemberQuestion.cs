namespace SecretsDashboard.Members;

/// <summary>What is asked before something is done to a person or an invitation.</summary>
/// <param name="Text">What happens; null: the fields say it.</param>
/// <param name="Submit">The button that does it.</param>
/// <param name="Done">What is said when it is done.</param>
/// <param name="Deed">Does it, or answers why not.</param>
public sealed record MemberQuestion(string Title, string? Text, string Submit, string Done, Func<Task<MemberOutcome>> Deed)
{
    /// <summary>Nothing is lost.</summary>
    public bool IsHarmless { get; init; }

    /// <summary>Name and address of the person it is about; null: the text says it.</summary>
    public (string Name, string Email)? Of { get; init; }

    /// <summary>What follows from it, a sentence each.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];
}
