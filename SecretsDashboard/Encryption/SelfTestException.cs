namespace SecretsDashboard.Encryption;

/// <summary>The cryptography of this host gives wrong answers; the start must stop. The message names the failed check, never a key.</summary>
internal sealed class SelfTestException(string check) : Exception($"The encryption self-test failed: {check}.");
