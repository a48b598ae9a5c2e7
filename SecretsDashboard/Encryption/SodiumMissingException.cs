namespace SecretsDashboard.Encryption;

/// <summary>libsodium is not installed or does not start; the message is one sentence that names the package to install.</summary>
internal sealed class SodiumMissingException()
    : Exception("libsodium is missing or does not start: install the package libsodium23 (Debian, Ubuntu) or your system's libsodium, version 1.0.18 or later.");
