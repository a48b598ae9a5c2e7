namespace SecretsDashboard.Members;

/// <summary>What became of a change to the members; a problem names the rule, and then nothing was stored.</summary>
public sealed record MemberOutcome(string? Problem)
{
    public static readonly MemberOutcome Done = new((string?)null);

    /// <summary>Nothing was stored, and the field that is wrong says why itself.</summary>
    public static readonly MemberOutcome SaidAtField = new("");
}
