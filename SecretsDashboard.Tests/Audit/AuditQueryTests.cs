using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Audit;

namespace SecretsDashboard.Tests.Audit;

/// <summary>A question of the audit page stands in its address, and an address that is not understood asks nothing.</summary>
public sealed class AuditQueryTests
{
    private static readonly DateTime Now = new(2026, 5, 6, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Address_WithEverything_ReadsBackTheSame()
    {
        var query = new AuditQuery
        {
            Actor = Guid.NewGuid(),
            Action = "secret.added",
            Secret = "A&B=% ü?#",
            Outcome = "denied",
            Within = "24h",
            From = new DateOnly(2026, 1, 31),
            To = new DateOnly(2026, 2, 28),
            Before = 12,
            After = 3,
        };

        Assert.Equal(query, Read(query.Address("/audit")));
        Assert.Equal("/audit", new AuditQuery().Address("/audit"));
    }

    [Theory]
    [InlineData("?actor=me")]
    [InlineData("?actor=")]
    [InlineData("?action=secret.shown")]
    [InlineData("?outcome=perhaps")]
    [InlineData("?within=1y")]
    [InlineData("?from=01.02.2026")]
    [InlineData("?to=2026-02-30")]
    [InlineData("?before=-1")]
    [InlineData("?after=99999999999999999999")]
    [InlineData("?secret=")]
    [InlineData("?secret=%00")]
    [InlineData("?secret=A%00")]
    [InlineData("?action=secret.added&action=secret.deleted")]
    public void Read_FilterThatDoesNotExist_IsNotUnderstood(string address) => Assert.Null(Read(address));

    [Fact]
    public void Read_SecretTooLong_IsNotUnderstood() => Assert.Null(Read($"?secret={new string('A', 201)}"));

    [Fact]
    public void Read_ForeignField_IsLeftAlone() => Assert.Equal(new AuditQuery { Secret = "A" }, Read("?utm_source=mail&secret=A"));

    [Fact]
    public void Moments_Days_AreWholeDaysOfUtc()
    {
        Assert.Equal((Utc(2026, 5, 1), Utc(2026, 5, 4)), Read("?from=2026-05-01&to=2026-05-03")!.Moments(Now));
        Assert.Equal((null, null), Read("?to=9999-12-31")!.Moments(Now));
    }

    [Fact]
    public void Moments_Span_EndsNow() => Assert.Equal((Now.AddDays(-7), null), Read("?within=7d")!.Moments(Now));

    private static AuditQuery? Read(string address) => AuditQuery.Read(QueryHelpers.ParseQuery(address.Contains('?') ? address[address.IndexOf('?')..] : ""));

    private static DateTime? Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
