namespace SecretsDashboard.Encryption;

/// <summary>libsodium is missing or does not start; the message is one sentence that says where it should have come from.</summary>
internal sealed class SodiumMissingException()
    : Exception("libsodium, which comes with this program, is missing or does not start: publish the program for this system and copy all of its files.");
