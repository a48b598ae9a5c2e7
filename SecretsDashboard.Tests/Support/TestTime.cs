namespace SecretsDashboard.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class TestTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private TimeSpan passed = TimeSpan.FromHours(1);

    public DateTime Now => now.UtcDateTime;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => passed.Ticks;

    public void Advance(TimeSpan by)
    {
        now += by;
        passed += by;
    }

    /// <summary>Somebody sets the clock back: the time of day is an earlier one, and nothing passed.</summary>
    public void SetBack(TimeSpan by) => now -= by;
}
