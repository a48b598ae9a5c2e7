namespace SecretsDashboard.Encryption;

/// <summary>
/// Sealed data does not open. It has one message for every cause, so that nobody who sends in altered data
/// learns which check it failed.
/// </summary>
internal sealed class EnvelopeException() : Exception("The sealed data does not open.");
