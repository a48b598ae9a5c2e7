namespace SecretsDashboard.Account;

/// <summary>A browser in which people signed in before: an id of its own, and who they were, the latest first.</summary>
internal sealed record KnownBrowser(Guid Id, IReadOnlyList<Guid> People)
{
    private const int Most = 8;
    private const int Size = 16;

    /// <summary>The turn that this person has here, apart from what others try elsewhere; null: they never signed in here.</summary>
    public Guid? TurnOf(Guid? person) => person is { } id && People.Contains(id) ? Id : null;

    /// <summary>The same browser after this person signed in to it.</summary>
    public KnownBrowser With(Guid person) => this with { People = [.. People.Where(each => each != person).Prepend(person).Take(Most)] };

    public byte[] ToBytes() => [.. People.Prepend(Id).SelectMany(id => id.ToByteArray())];

    /// <summary>What <see cref="ToBytes"/> wrote; null: something else.</summary>
    public static KnownBrowser? Parse(byte[] bytes) => bytes.Length is < Size or > (Most + 1) * Size || bytes.Length % Size != 0 ? null
        : bytes.Chunk(Size).Select(part => new Guid(part)).ToList() is [var id, .. var people] ? new KnownBrowser(id, people) : null;
}
