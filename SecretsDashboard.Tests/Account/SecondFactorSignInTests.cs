using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>The second step: each code opens one session, once, no matter who tries it how often at once; wrong ones are slowed and on record.</summary>
public sealed class SecondFactorSignInTests : DatabaseTest
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.10");

    private Caller person = default!;
    private Phone phone = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        person = await Callers.MemberAsync();
        phone = await Phone.SetUpAsync(Database.Services, person);
        Time.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task SignInAsync_RightCode_OpensASessionAndRecordsHow()
    {
        var outcome = await SignInAsync(Code());

        var (user, session) = SessionClaims.Read(outcome!.Principal)!.Value;
        Assert.Equal(person.UserId, user);
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(user, session, None));
        var line = await LastAuditAsync();
        Assert.Equal(("session.sign_in", "ok", "authenticator"), (line.Text("action"), line.Text("outcome"), line.Text("reason")));
    }

    [Fact]
    public async Task SignInAsync_CodeInFullWidthDigits_Counts() =>
        Assert.NotNull((await SignInAsync(string.Concat(Code().Select(digit => (char)(digit - '0' + '\uFF10')))))?.Principal);

    [Fact]
    public async Task SignInAsync_SeedAltered_SaysSoIsOnRecordAndRecoveryCodesGoOn()
    {
        await Database.Gate.WriteAsync(db => db.Authenticators.ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, new byte[72])), None);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(SignInOutcome.DamagedFactor, await SignInAsync(Code()));
        }

        Assert.False(Database.Get<IntegrityCondition>().IsIntact);
        var line = await LastAuditAsync();
        Assert.Equal(("session.sign_in", "denied", "damaged_factor"), (line.Text("action"), line.Text("outcome"), line.Text("reason")));
        // what was no try slows nobody
        Assert.Equal(SignInOutcome.WrongRecoveryCode, await SignInAsync("AAAA-BBBB-CCCC-DDDD", recovery: true));
    }

    [Fact]
    public async Task SignInAsync_SameCodeAgain_IsRefusedEveryTime()
    {
        await SignInAsync(Code());

        for (var replay = 0; replay < 3; replay++)
        {
            Assert.Equal(SignInOutcome.WrongCode, await SignInAsync(Code(), from: IPAddress.Parse($"198.51.{replay}.1")));
        }
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await SignInAsync(Code()))!.Principal);
    }

    [Fact]
    public async Task SignInAsync_SameCodeManyTimesAtOnce_OpensOneSession()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => SignInAsync(Code(), from: IPAddress.Parse($"198.51.{number}.1")))));

        Assert.Single(outcomes, outcome => outcome?.Principal is not null);
        Assert.Equal(2, await Database.ReadAsync(db => db.Sessions.CountAsync()));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public async Task SignInAsync_ClockOff_CountsWithinOneStep(int seconds, bool counts)
    {
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(counts, (await SignInAsync(phone.Code(Time.GetUtcNow().AddSeconds(seconds))))!.Principal is not null);
    }

    [Fact]
    public async Task SignInAsync_OlderCodeAfterANewerOne_IsRefused()
    {
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull((await SignInAsync(phone.Code(Time.GetUtcNow().AddSeconds(30))))!.Principal);

        Assert.Equal(SignInOutcome.WrongCode, await SignInAsync(Code()));
    }

    [Fact]
    public async Task SignInAsync_WrongCodes_AreRecordedAndSlowedAndNoCodeIsLookedAt()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(SignInOutcome.WrongCode, await SignInAsync(phone.WrongCode(Time.GetUtcNow())));
        }

        var hasty = await SignInAsync(Code());
        var elsewhere = await SignInAsync(phone.WrongCode(Time.GetUtcNow()), from: IPAddress.Parse("198.51.100.1"));
        Time.Advance(TimeSpan.FromSeconds(1));
        var patient = await SignInAsync(Code());

        Assert.Equal((429, 429), (hasty!.Status, elsewhere!.Status));
        Assert.NotNull(patient!.Principal);
        var lines = (await AuditAsync()).Select(AuditJson.Of).Where(line => line.Text("outcome") == "denied").ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(("session.sign_in", "wrong_code", "anonymous", "Mia Member"),
            (line.Text("action"), line.Text("reason"), line.Text("actor.kind"), line.Text("target_name"))));
    }

    [Fact]
    public async Task SignInAsync_ManyWrongCodesAtOnce_ThreeAreLookedAt()
    {
        var wrong = phone.WrongCode(Time.GetUtcNow());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => SignInAsync(wrong))));

        Assert.Equal(3, outcomes.Count(outcome => outcome == SignInOutcome.WrongCode));
        Assert.Equal(9, outcomes.Count(outcome => outcome!.Status == 429));
    }

    [Fact]
    public async Task SignInAsync_RecoveryCode_WorksOnceAndHasAWordOfItsOwn()
    {
        var code = phone.RecoveryCodes[3];

        Assert.NotNull((await SignInAsync(string.Concat(code.ToLowerInvariant().Select(each => (char)(each - '!' + '\uFF01'))), recovery: true))!.Principal);
        Assert.Equal(SignInOutcome.WrongRecoveryCode, await SignInAsync(code, recovery: true));

        Assert.Equal(9, await Database.ReadAsync(db => db.RecoveryCodes.CountAsync()));
        var words = (await AuditAsync()).Select(AuditJson.Of).Select(line => (line.Text("action"), line.Text("reason"))).TakeLast(3);
        Assert.Equal([("recovery_code.used", null), ("session.sign_in", "recovery_code"), ("session.sign_in", "wrong_recovery_code")], words);
    }

    [Fact]
    public async Task SignInAsync_RecoveryCodeManyTimesAtOnce_OpensOneSession()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(number => Task.Run(() => SignInAsync(phone.RecoveryCodes[0], recovery: true, from: IPAddress.Parse($"198.51.{number}.1")))));

        Assert.Single(outcomes, outcome => outcome?.Principal is not null);
        Assert.Equal(9, await Database.ReadAsync(db => db.RecoveryCodes.CountAsync()));
    }

    [Fact]
    public async Task SignInAsync_AnothersCodes_AreWrong()
    {
        var other = await Callers.PersonAsync("Otto Other", InstanceRole.Member);
        var others = await Phone.SetUpAsync(Database.Services, other);
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(SignInOutcome.WrongCode, await SignInAsync(others.Code(Time.GetUtcNow())));
        Assert.Equal(SignInOutcome.WrongRecoveryCode, await SignInAsync(others.RecoveryCodes[0], recovery: true));
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("another password")]
    [InlineData("not a proof")]
    public async Task SignInAsync_ProofHoldsNoMore_OpensNothing(string why)
    {
        var ticket = await TicketAsync();
        await Database.Gate.WriteAsync(db => why switch
        {
            "disabled" => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, Time.Now)),
            "another password" => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, "$argon2id$another")),
            _ => Task.FromResult(0),
        }, None);

        Assert.Null(await SignInAsync(Code(), ticket: why == "not a proof" ? ticket with { Content = ticket.Content[..32] } : ticket));
        Assert.Equal(1, await Database.ReadAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task SignInAsync_OthersTryCodes_TheKnownBrowserWaitsForNothing()
    {
        var known = new KnownBrowser(Guid.NewGuid(), [person.UserId]);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await SignInAsync("000000");
        }

        Assert.Equal(429, (await SignInAsync(Code(), browser: known with { People = [] }))!.Status);
        Assert.NotNull((await SignInAsync(Code(), browser: known))!.Principal);
    }

    [Fact]
    public async Task SignInAsync_OneProofTwice_OpensOneSession()
    {
        var ticket = await TicketAsync();

        Assert.NotNull((await SignInAsync(Code(), ticket: ticket))!.Principal);
        Assert.Null(await SignInAsync(phone.RecoveryCodes[0], recovery: true, ticket: ticket));
        Assert.Equal(10, await Database.ReadAsync(db => db.RecoveryCodes.CountAsync()));
        Assert.Equal(2, await Database.ReadAsync(db => db.Sessions.CountAsync()));
    }

    private string Code() => phone.Code(Time.GetUtcNow());

    private async Task<StepTicket> TicketAsync() => new(Guid.NewGuid(), Time.GetElapsedTime(0) + StepCookie.Lifetime,
        PasswordProof.Of(await Database.ReadAsync(db => db.Users.SingleAsync(user => user.Id == person.UserId))));

    private async Task<SignInOutcome?> SignInAsync(string code, bool recovery = false, IPAddress? from = null, StepTicket? ticket = null, KnownBrowser? browser = null) =>
        await Database.Get<SecondFactorSignIn>().SignInAsync(ticket ?? await TicketAsync(),
            new SecondFactorForm { UsesRecoveryCode = recovery, Code = code, RecoveryCode = code }, new Visit(from ?? Address, "Test", "request-1") { Browser = browser }, None);
}
