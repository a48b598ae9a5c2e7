using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>
/// A current value of an environment, sealed, with the place it belongs to (the same for every opening, so it is made once) and what
/// opens it: its own project's keys.
/// </summary>
internal sealed record SealedSecret(Guid Id, string Key, long Version, byte[] Sealed, SealingContext Place, ProjectSeal Seal);
