namespace SecretsDashboard.Attention;

/// <summary>What needs somebody, and what of it they put off.</summary>
/// <param name="Lines">What presses most first.</param>
/// <param name="PutOff">What returns by itself, soonest first.</param>
public sealed record AttentionList(IReadOnlyList<AttentionLine> Lines, IReadOnlyList<AttentionLine> PutOff)
{
    /// <summary>Only what is of the person's own projects.</summary>
    public AttentionList OfOwn() => new([.. Lines.Where(line => line.IsMine)], [.. PutOff.Where(line => line.IsMine)]);
}
