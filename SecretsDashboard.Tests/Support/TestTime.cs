namespace SecretsDashboard.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class TestTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public DateTime Now => now.UtcDateTime;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
