using System.Net;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>One owner is set up; people sign in with what they chose, and every attempt is on record.</summary>
public sealed class AccountStoreTests : DatabaseTest
{
    private const string Password = "correct horse battery";
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.10");

    private AccountStore Accounts => Database.Get<AccountStore>();

    [Fact]
    public async Task SetUpAsync_NewInstance_MakesOneOwnerWithASession()
    {
        Assert.False(await Accounts.HasOwnerAsync(None));

        var principal = await SetUpAsync();

        Assert.True(await Accounts.HasOwnerAsync(None));
        var owner = await Database.ReadAsync(db => db.Users.SingleAsync());
        Assert.Equal((InstanceRole.Owner, "Olga", "olga@example.com"), (owner.Role, owner.Name, owner.Email));
        Assert.StartsWith("$argon2id$", owner.PasswordHash, StringComparison.Ordinal);
        var session = await Database.ReadAsync(db => db.Sessions.SingleAsync());
        Assert.Equal((owner.Id, session.Id), SessionClaims.Read(principal));
        var line = await LastAuditAsync();
        Assert.Equal(("instance.set_up", "ok", owner.Id.ToString()), (line.Text("action"), line.Text("outcome"), line.Text("actor.id")));
    }

    [Fact]
    public async Task SetUpAsync_Again_MakesNothing()
    {
        await SetUpAsync();

        Assert.Null(await SetUpAsync("second@example.com"));
        Assert.Equal("olga@example.com", await Database.ReadAsync(db => db.Users.Select(user => user.Email).SingleAsync()));
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task SetUpAsync_TwoAtOnce_MakesOneOwner()
    {
        var both = await Task.WhenAll(SetUpAsync("one@example.com"), SetUpAsync("two@example.com"));

        Assert.Single(both, principal => principal is not null);
        Assert.Equal(1, await Database.ReadAsync(db => db.Users.CountAsync()));
        Assert.Equal(1, await Database.ReadAsync(db => db.Sessions.CountAsync()));
    }

    [Theory]
    [InlineData("olga@example.com")]
    [InlineData("  OLGA@Example.COM ")]
    public async Task SignInAsync_RightPassword_OpensASessionAndRecordsIt(string email)
    {
        await SetUpAsync("Olga@example.com");

        var outcome = await SignInAsync(email, Password);

        Assert.Null(outcome.Problem);
        var (user, session) = SessionClaims.Read(outcome.Principal)!.Value;
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(user, session, None));
        var line = await LastAuditAsync();
        Assert.Equal(("session.sign_in", "ok", session.ToString(), "192.0.2.10"), (line.Text("action"), line.Text("outcome"), line.Text("actor.session"), line.Text("address")));
    }

    [Fact]
    public async Task SignInAsync_WrongAndUnknown_LookAlikeAndAreRecorded()
    {
        await SetUpAsync();

        var wrong = await SignInAsync("olga@example.com", "not the password");
        var unknown = await SignInAsync("nobody@example.com", Password);
        var blank = await SignInAsync("olga@example.com", "");

        Assert.Equal(SignInOutcome.Wrong, wrong);
        Assert.Equal(SignInOutcome.Wrong, unknown);
        Assert.Equal(SignInOutcome.Wrong, blank);
        var lines = (await AuditAsync()).Skip(1).Select(AuditJson.Of).ToList();
        Assert.All(lines, line => Assert.Equal(("session.sign_in", "denied", "wrong_credentials", "anonymous"),
            (line.Text("action"), line.Text("outcome"), line.Text("reason"), line.Text("actor.kind"))));
        Assert.Equal(["Olga", null, "Olga"], lines.Select(line => line.Text("target_name")));
        Assert.DoesNotContain(await AuditAsync(), entry => System.Text.Encoding.UTF8.GetString(entry.Body).Contains("nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignInAsync_DisabledPerson_IsRefusedLikeAWrongPassword()
    {
        await SetUpAsync();
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, Time.Now)), None);

        Assert.Equal(SignInOutcome.Wrong, await SignInAsync("olga@example.com", Password));
    }

    [Fact]
    public async Task SignInAsync_TooManyFailures_WaitsWithoutLookingAtThePassword()
    {
        await SetUpAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await SignInAsync("olga@example.com", "not the password");
        }

        var hasty = await SignInAsync("olga@example.com", Password);
        Time.Advance(TimeSpan.FromSeconds(1));
        var patient = await SignInAsync("olga@example.com", Password);

        Assert.Equal((429, "Too many attempts. Try again in 1 seconds."), (hasty.Status, hasty.Problem));
        Assert.Null(patient.Problem);
    }

    [Fact]
    public async Task SignInAsync_ManyFailuresAtOnce_AllButTheFirstFewMustWait()
    {
        await SetUpAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => SignInAsync("olga@example.com", "not the password"))));

        // three are free; one more may have had its turn beside the third
        Assert.InRange(outcomes.Count(outcome => outcome == SignInOutcome.Wrong), 3, 4);
        Assert.All(outcomes.Where(outcome => outcome != SignInOutcome.Wrong), outcome => Assert.Equal(429, outcome.Status));
        Assert.InRange((await AuditAsync()).Count, 4, 5);
    }

    [Fact]
    public async Task SignInAsync_HashWithOldParameters_IsReplaced()
    {
        // from libsodium's own tests: 4 MiB, nineteen passes
        const string Old = "$argon2id$v=19$m=4096,t=19,p=1$PkEgMTYtYnl0ZXMgc2FsdA$ltB/ue1kPtBMBGfsysMpPigE6hiNEKZ9vs8vLNVDQGA";
        const string OldPassword = "^T5H$JYt39n%K*j:W]!1s?vg!:jGi]Ax?..l7[p0v:1jHTpla9;]bUN;?bWyCbtqg ";
        await SetUpAsync();
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, Old)), None);

        Assert.Null((await SignInAsync("olga@example.com", OldPassword)).Problem);

        var renewed = await Database.ReadAsync(db => db.Users.Select(user => user.PasswordHash).SingleAsync());
        Assert.Contains("m=65536,t=3", renewed, StringComparison.Ordinal);
        Assert.Null((await SignInAsync("olga@example.com", OldPassword)).Problem);
    }

    private Task<ClaimsPrincipal?> SetUpAsync(string email = "olga@example.com") =>
        Accounts.SetUpAsync(new SetUpForm { Name = " Olga ", Email = email, Password = Password, ConfirmPassword = Password }, new Visit(Address, "Test", "request-1"), None);

    private Task<SignInOutcome> SignInAsync(string email, string password) =>
        Accounts.SignInAsync(new SignInForm { Email = email, Password = password }, new Visit(Address, "Test", "request-1"), None);
}
