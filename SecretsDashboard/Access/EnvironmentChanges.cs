namespace SecretsDashboard.Access;

/// <summary>
/// Tells whoever keeps something of an environment in memory that its stored values are others now. Told inside the write gate,
/// after the commit and before the acknowledgement.
/// </summary>
internal sealed class EnvironmentChanges
{
    public event Action<Guid>? Changed;

    public void Tell(IEnumerable<Guid> environments)
    {
        foreach (var environment in environments)
        {
            Changed?.Invoke(environment);
        }
    }
}
