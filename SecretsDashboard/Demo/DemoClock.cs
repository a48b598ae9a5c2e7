namespace SecretsDashboard.Demo;

/// <summary>Tells the time of the story: it is moved on from moment to moment, and passes as usual between. Timers keep the real pace.</summary>
internal sealed class DemoClock(DateTimeOffset begin) : TimeProvider
{
    private DateTimeOffset moment = begin;
    private long since = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => moment + System.GetElapsedTime(since);

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves on to a moment; it never goes back.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        if (time > GetUtcNow())
        {
            (moment, since) = (time, System.GetTimestamp());
        }
    }
}
