using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Sessions are rows: opened with a sign-in, gone with a sign-out, swept when they are too old.</summary>
public sealed class SessionStoreTests : DatabaseTest
{
    private SessionStore Sessions => Database.Get<SessionStore>();

    [Fact]
    public async Task SignInAsync_Person_OpensASessionAndNotesTheTime()
    {
        var caller = await Callers.MemberAsync();
        Time.Advance(TimeSpan.FromMinutes(5));

        var outcome = await Sessions.SignInAsync(await PersonAsync(caller), null, new Visit(IPAddress.Parse("2001:db8::1"), new string('d', 300), "request-2"), None);

        var (user, id) = SessionClaims.Read(outcome.Principal)!.Value;
        var session = await Database.ReadAsync(db => db.Sessions.SingleAsync(row => row.Id == id));
        Assert.Equal((caller.UserId, Time.Now, Time.Now, "2001:db8::1", 200), (session.UserId, session.CreatedAt, session.LastSeenAt, session.Address, session.Device.Length));
        Assert.Equal(Time.Now, await Database.ReadAsync(db => db.Users.Where(row => row.Id == user).Select(row => row.LastSignInAt).SingleAsync()));
        Assert.Equal("session.sign_in", (await LastAuditAsync()).Text("action"));
    }

    [Fact]
    public async Task SignInAsync_DisabledMeanwhile_OpensNothing()
    {
        var caller = await Callers.MemberAsync();
        var verified = await PersonAsync(caller);
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(row => row.DisabledAt, Time.Now)), None);

        await IsRefusedAsync(caller, verified, null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("the old password, hashed anew")]
    public async Task SignInAsync_AnotherPasswordMeanwhile_OpensNothingAndKeepsTheNewOne(string? rehashed)
    {
        var caller = await Callers.MemberAsync();
        var verified = await PersonAsync(caller);
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, "another hash")), None);

        await IsRefusedAsync(caller, verified, rehashed);
        Assert.Equal("another hash", (await PersonAsync(caller)).PasswordHash);
    }

    [Fact]
    public async Task SignInAsync_RehashNeeded_KeepsTheNewHash()
    {
        var caller = await Callers.MemberAsync();

        Assert.NotNull((await Sessions.SignInAsync(await PersonAsync(caller), "stronger", new Visit(null, "", "request-2"), None)).Principal);
        Assert.Equal("stronger", (await PersonAsync(caller)).PasswordHash);
    }

    [Fact]
    public async Task SignInAsync_OldSessions_AreSwept()
    {
        var old = await Callers.MemberAsync();
        Time.Advance(2 * Session.Absolute + TimeSpan.FromMinutes(1));
        var young = await Callers.OwnerAsync();

        await Sessions.SignInAsync(await PersonAsync(old), null, new Visit(null, "", "request-2"), None);

        var left = await Database.ReadAsync(db => db.Sessions.Select(row => row.Id).ToListAsync());
        Assert.Equal(2, left.Count);
        Assert.Contains(young.SessionId, left);
        Assert.DoesNotContain(old.SessionId, left);
    }

    [Fact]
    public async Task SignOutAsync_OneOfTwoSessions_EndsThatOneAndTellsItsHolders()
    {
        var caller = await Callers.MemberAsync();
        var other = await Callers.SessionAsync(caller.UserId);
        var told = new List<(Guid, Guid?)>();
        Database.Get<Revocations>().Ended += (user, session) => told.Add((user, session));

        await Sessions.SignOutAsync(caller, None);

        Assert.Equal(other.SessionId, await Database.ReadAsync(db => db.Sessions.Select(row => row.Id).SingleAsync()));
        Assert.Equal([(caller.UserId, (Guid?)caller.SessionId)], told);
        Assert.Equal("session.sign_out", (await LastAuditAsync()).Text("action"));
    }

    [Fact]
    public async Task SignOutAsync_Again_IsRefusedAndTellsNobody()
    {
        var caller = await Callers.MemberAsync();
        await Sessions.SignOutAsync(caller, None);
        var told = 0;
        Database.Get<Revocations>().Ended += (_, _) => told++;

        await Assert.ThrowsAsync<AccessDeniedException>(() => Sessions.SignOutAsync(caller, None));
        Assert.Equal(0, told);
    }

    private Task<AppUser> PersonAsync(Caller caller) => Database.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(row => row.Id == caller.UserId));

    private async Task IsRefusedAsync(Caller caller, AppUser verified, string? rehashed)
    {
        Assert.Equal(SignInOutcome.Wrong, await Sessions.SignInAsync(verified, rehashed, new Visit(null, "", "request-2"), None));
        Assert.Equal(caller.SessionId, await Database.ReadAsync(db => db.Sessions.Select(row => row.Id).SingleAsync()));
        var line = await LastAuditAsync();
        Assert.Equal(("session.sign_in", "denied", "wrong_credentials", verified.Name), (line.Text("action"), line.Text("outcome"), line.Text("reason"), line.Text("target_name")));
    }
}
