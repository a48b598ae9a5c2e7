namespace SecretsDashboard.Account;

/// <summary>Marks a request whose session is limited to setting up the second factor; see <see cref="LimitedSessions"/>.</summary>
internal sealed class LimitedSession;
