using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Access;

/// <summary>What was once found to have run out stays ended, though somebody sets the clock back.</summary>
public sealed class ExpiryTests : DatabaseTest
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_ExpiredThenTheClockIsSetBack_StaysExpired(bool isAskedFor)
    {
        var manager = await Given.ProjectAsync();
        var minted = await Database.Get<TokenStore>().MintAsync(manager, Given.Project, new TokenForm { Name = "web", Environment = "production", Read = true, Days = "1" }, None);
        Assert.NotNull(Database.Get<TokenRegistry>().Find(minted.Token!));
        Time.Advance(TimeSpan.FromDays(1));

        if (isAskedFor)
        {
            Assert.Null(Database.Get<TokenGuard>().Admit(minted.Token, null, "request"));
            await Database.Get<TokenGuard>().RecordTurnedAwayAsync(minted.Token, null, "request");
        }
        else
        {
            await Database.Get<Expiry>().EndAsync(None);
        }
        Time.SetBack(Back);

        Assert.Null(Database.Get<TokenRegistry>().Find(minted.Token!));
        var now = Time.Now;
        Assert.False(await Database.ReadAsync(db => db.ServiceTokens.AnyAsync(ServiceToken.IsLive(now))));
        var fresh = await Callers.SessionAsync(manager.UserId);
        Assert.Equal(TokenState.Expired, Assert.Single((await Database.Get<TokenStore>().ListAsync(fresh, Given.Project, None)).Tokens).StateAt(now));
        var line = AuditBody.Read(Assert.Single(await AuditAsync(), entry => entry.Action == AuditAction.TokenExpired).Body)!;
        Assert.Equal(("server", "web", "bot"), (line.Actor.Kind, line.Line.TargetName, line.Line.ProjectName));
        Assert.Equal(["production"], line.Line.Environments);
    }

    [Theory]
    [InlineData("its page asks")]
    [InlineData("it does something")]
    [InlineData("nobody asks")]
    public async Task Session_RanOutThenTheClockIsSetBack_StaysOver(string found)
    {
        var caller = await Callers.MemberAsync();
        Time.Advance(Session.Idle);

        await (found switch
        {
            "its page asks" => Database.Get<LiveSessions>().StateAsync(caller.UserId, caller.SessionId, None),
            "it does something" => Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<OwnSessionStore>().ListAsync(caller, None)),
            _ => Database.Get<Expiry>().EndAsync(None),
        });
        Time.SetBack(TimeSpan.FromMinutes(29));

        Assert.Equal(SessionState.Ended, await Database.Get<LiveSessions>().UseAsync(caller.UserId, caller.SessionId, None));
        Assert.Equal(AccessDeniedException.SignedOut, (await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<OwnSessionStore>().ListAsync(caller, None))).Reason);
        Assert.True(await Database.Get<LiveSessions>().RanOutAsync(caller.UserId, caller.SessionId, None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Links_ExpiredThenTheClockIsSetBack_OpenNothing(bool isAskedFor)
    {
        var grace = await Given.JoinedAsync("grace@example.com", "correct horse battery");
        var invitation = (await Given.InvitationAsync(await Callers.OwnerAsync(), "new@example.com", InstanceRole.Member)).Code;
        var reset = await Database.Get<HostResets>().MakePasswordLinkAsync("grace@example.com", None);
        Assert.Equal(("new@example.com", "grace@example.com"), await FindAsync());
        Time.Advance(Invitation.Lifetime);

        Assert.Equal((null, null), isAskedFor ? await FindAsync() : (null, null));
        await (isAskedFor ? Task.CompletedTask : Database.Get<Expiry>().EndAsync(None));
        Time.SetBack(Invitation.Lifetime);

        Assert.Equal((null, null), await FindAsync());
        Assert.NotEqual(Guid.Empty, grace.UserId);
        // and the address can be invited again
        Assert.NotNull((await Given.InvitationAsync(await Callers.OwnerAsync(), "new@example.com", InstanceRole.Member)).Code);

        async Task<(string?, string?)> FindAsync() => (await Database.Get<JoinStore>().FindAsync(invitation, None), await Database.Get<PasswordResetStore>().FindAsync(reset, None));
    }

    [Fact]
    public void Step_OverThenTheClockIsSetBack_StaysOver()
    {
        var steps = Database.Get<StepCookie>();
        var context = new DefaultHttpContext();
        steps.Give(context, StepCookie.Password, "content");
        context.Request.Headers.Cookie = context.Response.Headers.SetCookie.ToString().Split(';')[0];
        Assert.Equal("content", steps.Read(context, StepCookie.Password)!.Content);

        Time.Advance(StepCookie.Lifetime);
        Assert.Null(steps.Read(context, StepCookie.Password));
        Time.SetBack(Back);

        Assert.Null(steps.Read(context, StepCookie.Password));
    }

    [Fact]
    public async Task Confirmation_OverThenTheClockIsSetBack_IsAskedForAgain()
    {
        var caller = await Callers.OwnerAsync();
        Time.Advance(Session.Confirmed);
        Assert.False((await RowAsync(caller)).IsConfirmed(Time.Now));
        Time.SetBack(TimeSpan.FromMinutes(20));
        Assert.False((await RowAsync(caller)).IsConfirmed(Time.Now));

        Time.Advance(TimeSpan.FromMinutes(20));
        await Database.Get<Expiry>().EndAsync(None);
        Time.SetBack(Session.Confirmed);
        Assert.False((await RowAsync(caller)).IsConfirmed(Time.Now));
    }

    private Task<Session> RowAsync(Caller caller) => Database.ReadAsync(db => db.Sessions.AsNoTracking().SingleAsync(row => row.Id == caller.SessionId));
}
