using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>When a session lives, and what counts as using it.</summary>
public sealed class LiveSessionsTests : DatabaseTest
{
    private LiveSessions Sessions => Database.Get<LiveSessions>();

    [Fact]
    public async Task IsLiveAsync_IdleForHalfAnHour_IsOver()
    {
        var caller = await Callers.MemberAsync();

        Time.Advance(Session.Idle - TimeSpan.FromSeconds(1));
        Assert.True(await IsLiveAsync(caller));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsLiveAsync(caller));
    }

    [Fact]
    public async Task UseAsync_EveryTwentyMinutes_LivesTwelveHoursAndNoLonger()
    {
        var caller = await Callers.MemberAsync();

        for (var used = 1; used < 36; used++)
        {
            Time.Advance(TimeSpan.FromMinutes(20));
            Assert.True(await UseAsync(caller));
        }
        Time.Advance(TimeSpan.FromMinutes(20));

        Assert.False(await UseAsync(caller));
        Assert.False(await IsLiveAsync(caller));
    }

    [Fact]
    public async Task UseAsync_WithinAMinute_WritesNothing()
    {
        var caller = await Callers.MemberAsync();
        var opened = Time.Now;

        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(await UseAsync(caller));
        Assert.Equal(opened, await LastSeenAsync(caller));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await UseAsync(caller));
        Assert.Equal(Time.Now, await LastSeenAsync(caller));
    }

    [Fact]
    public async Task UseAsync_DeadSession_IsNotRevived()
    {
        var caller = await Callers.MemberAsync();
        var opened = Time.Now;
        Time.Advance(Session.Idle);

        Assert.False(await UseAsync(caller));
        Assert.Equal(opened, await LastSeenAsync(caller));
    }

    [Fact]
    public async Task UseAsync_NothingCanBeStored_IsLiveAndNotNoted()
    {
        var caller = await Callers.MemberAsync();
        var opened = Time.Now;
        Time.Advance(LiveSessions.Grain);
        await Database.Gate.WriteAsync(db => db.Database.ExecuteSqlAsync($"PRAGMA query_only=ON"), None);

        Assert.True(await UseAsync(caller));
        Assert.Equal(opened, await LastSeenAsync(caller));
        Time.Advance(Session.Idle);
        Assert.False(await UseAsync(caller));
    }

    [Fact]
    public async Task IsLiveAsync_SomebodyElsesSession_IsNot()
    {
        var (caller, other) = (await Callers.MemberAsync(), await Callers.OwnerAsync());

        Assert.False(await Sessions.IsLiveAsync(caller.UserId, other.SessionId, None));
        Assert.False(await Sessions.IsLiveAsync(caller.UserId, Guid.NewGuid(), None));
    }

    [Fact]
    public async Task IsLiveAsync_DisabledPerson_IsNot()
    {
        var caller = await Callers.MemberAsync();
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, Time.Now)), None);

        Assert.False(await IsLiveAsync(caller));
        Assert.False(await UseAsync(caller));
    }

    private Task<bool> IsLiveAsync(Caller caller) => Sessions.IsLiveAsync(caller.UserId, caller.SessionId, None);

    private async Task<bool> UseAsync(Caller caller) => await Sessions.UseAsync(caller.UserId, caller.SessionId, None) == SessionState.Live;

    private Task<DateTime> LastSeenAsync(Caller caller) =>
        Database.ReadAsync(db => db.Sessions.Where(row => row.Id == caller.SessionId).Select(row => row.LastSeenAt).SingleAsync());
}
