namespace SecretsDashboard.Tests.Support;

/// <summary>The real time, moved on by as much as a test says. Timers keep the real pace.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public void Advance(TimeSpan by) => ahead += by;
}
