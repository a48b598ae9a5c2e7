namespace SecretsDashboard.Access;

/// <summary>Tells all that hold something open for a person that their access ended. Raised after the change is committed.</summary>
internal sealed class Revocations
{
    /// <summary>The person, and the session that ended; null: all of the person's sessions.</summary>
    public event Action<Guid, Guid?>? Ended;

    public void End(Guid user, Guid? session) => Ended?.Invoke(user, session);
}
