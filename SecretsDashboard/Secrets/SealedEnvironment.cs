using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>What programs of one environment would receive, sealed, what the organization shares among it: immutable, replaced whole when either changes.</summary>
/// <param name="Id">The environment.</param>
/// <param name="Revision">Grows with every change of what is in it, or beneath it.</param>
/// <param name="Secrets">By key, in ordinal order.</param>
internal sealed record SealedEnvironment(Guid Id, long Revision, IReadOnlyList<SealedSecret> Secrets)
{
    /// <summary>Longest padded content of its values, in bytes: how much room <see cref="Open"/> needs.</summary>
    public int Room { get; } = Secrets.Count == 0 ? 0 : Secrets.Max(secret => secret.Sealed.Length);

    /// <summary>Length of its keys and sealed values together, in bytes.</summary>
    public int Size { get; } = Secrets.Sum(secret => secret.Sealed.Length + secret.Key.Length);

    /// <summary>Opens one of its values into <paramref name="scratch"/> and answers the part that is the value. The caller zeroes the scratch.</summary>
    /// <exception cref="EnvelopeException">Altered, moved, or sealed by a key this project has not.</exception>
    public static ReadOnlySpan<byte> Open(SealedSecret secret, Span<byte> scratch) => secret.Seal.Open(secret.Place, secret.Sealed, scratch);
}
