namespace SecretsDashboard.Tests.Support;

/// <summary>The real time, moved on by as much as a test says. Timers keep the real pace.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan ahead;
    private TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;

    public override long GetTimestamp() => (System.GetElapsedTime(0) + passed).Ticks;

    public void Advance(TimeSpan by)
    {
        ahead += by;
        passed += by;
    }

    /// <summary>Somebody sets the clock back: the time of day is an earlier one, and nothing passed.</summary>
    public void SetBack(TimeSpan by) => ahead -= by;
}
