namespace SecretsDashboard.Access;

/// <summary>Something sealed that was needed does not open, so nothing was done. Answered 503 <c>integrity_failed</c>; the message names it and says what to do.</summary>
internal sealed class IntegrityFailedException(string message) : Exception(message);
