namespace SecretsDashboard.Encryption;

/// <summary>The master key cannot be read or made. The message is one line that names the file or setting and the reason, never what stands in it.</summary>
internal sealed class MasterKeyException(string message, Exception? inner = null) : Exception(message, inner);
