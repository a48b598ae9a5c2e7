namespace SecretsDashboard.Access;

/// <summary>The deed is allowed, but the person must show once more that it is them: their session was not confirmed lately. Nothing was done.</summary>
internal sealed class ConfirmationNeededException() : Exception("The session must be confirmed first.");
