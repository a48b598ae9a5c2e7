namespace SecretsDashboard.Secrets;

/// <summary>A current value of an environment, sealed, with what opens it.</summary>
internal sealed record SealedSecret(Guid Id, string Key, long Version, byte[] Sealed);
