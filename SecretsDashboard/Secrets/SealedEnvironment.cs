using SecretsDashboard.Access;

namespace SecretsDashboard.Secrets;

/// <summary>What programs of one environment would receive, sealed, what the organization shares among it: immutable, replaced whole when either changes.</summary>
/// <param name="Id">The environment.</param>
/// <param name="Revision">Grows with every change of what is in it, or beneath it.</param>
/// <param name="Stamp">Another one with each revision, and never the same again.</param>
/// <param name="Secrets">By key, in ordinal order.</param>
/// <param name="Reach">Where what is the organization's among them comes from; null: there is none.</param>
internal sealed record SealedEnvironment(Guid Id, long Revision, long Stamp, IReadOnlyList<SealedSecret> Secrets, SharedReach? Reach)
{
    /// <summary>Longest padded content of its values, in bytes: how much room <see cref="SealedSecret.Open"/> needs.</summary>
    public int Room { get; } = Secrets.Count == 0 ? 0 : Secrets.Max(secret => secret.Sealed.Length);

    /// <summary>Length of its keys and sealed values together, in bytes.</summary>
    public int Size { get; } = Secrets.Sum(secret => secret.Sealed.Length + secret.Key.Length);
}
