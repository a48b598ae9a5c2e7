using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>
/// A current value of an environment, sealed, with the place it belongs to (the same for every opening, so it is made once) and what
/// opens it: its own project's keys.
/// </summary>
/// <param name="Project">The project it is stored in: the token's own, or the organization's.</param>
/// <param name="Environment">The environment it is stored in.</param>
internal sealed record SealedSecret(Guid Id, string Key, Guid Project, Guid Environment, long Version, byte[] Sealed, SealingContext Place, ProjectSeal Seal)
{
    /// <summary>Did it open when it was read? What did not is never delivered, nor is another value in its place.</summary>
    public bool IsIntact { get; } = Seal.Opens(Place, Sealed);

    /// <summary>Opens the value into <paramref name="scratch"/> and answers the part that is the value. The caller zeroes the scratch.</summary>
    /// <exception cref="EnvelopeException">Altered, moved, or sealed by a key its project has not.</exception>
    public ReadOnlySpan<byte> Open(Span<byte> scratch) => Seal.Open(Place, Sealed, scratch);
}
