using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Setting the app up and turning it off: only with a right code, only by oneself, and nothing of it lies readable in the file.</summary>
public sealed class AuthenticatorStoreTests : DatabaseTest
{
    private AuthenticatorStore Store => Database.Get<AuthenticatorStore>();

    [Fact]
    public async Task SetUpAsync_RightCode_KeepsItSealedAndMakesTenCodes()
    {
        var person = await Callers.MemberAsync();

        var phone = await Phone.SetUpAsync(Database.Services, person);

        Assert.Equal(10, phone.RecoveryCodes.Distinct().Count());
        var state = await Store.ReadAsync(person, None);
        Assert.Equal((Time.Now, 10), (state.SetUpAt, state.RecoveryCodesLeft));
        var line = await LastAuditAsync();
        Assert.Equal(("authenticator.set_up", person.UserId.ToString()), (line.Text("action"), line.Text("target")));
        SqliteConnection.ClearAllPools();
        await Database.TamperAsync("PRAGMA wal_checkpoint");
        byte[] file = [.. await File.ReadAllBytesAsync(Database.Folder.Database), .. await File.ReadAllBytesAsync(Database.Folder.Database + "-wal")];
        Assert.True(file.AsSpan().IndexOf("SDE1"u8) >= 0);
        Assert.True(file.AsSpan().IndexOf(phone.Seed) < 0);
        Assert.Empty(CanarySearch.Find(AppKeyText.Of(phone.Seed), file));
        Assert.All(phone.RecoveryCodes, code => Assert.Empty(CanarySearch.Find(code, file).Concat(CanarySearch.Find(code.Replace("-", "", StringComparison.Ordinal), file))));
    }

    [Fact]
    public async Task SetUpAsync_WrongCode_KeepsNothing()
    {
        var person = await Callers.MemberAsync();
        var (phone, text) = Phone.Begin(Database.Services, person);

        var outcome = await Store.SetUpAsync(person, text, phone.WrongCode(Time.GetUtcNow()), None);

        Assert.Equal("This code is wrong. Is the clock of your phone right?", outcome.Problem);
        Assert.Null((await Store.ReadAsync(person, None)).SetUpAt);
        Assert.Equal(0, await Database.ReadAsync(db => db.RecoveryCodes.CountAsync()));
    }

    [Fact]
    public async Task SetUpAsync_Again_IsRefusedUntilItIsTurnedOff()
    {
        var person = await Callers.MemberAsync();
        await Phone.SetUpAsync(Database.Services, person);
        var (second, text) = Phone.Begin(Database.Services, person);

        Assert.Equal("An authenticator app is set up already: turn it off first.", (await Store.SetUpAsync(person, text, second.Code(Time.GetUtcNow()), None)).Problem);

        Assert.True((await Store.TurnOffAsync(person, None)).IsDone);
        Assert.True((await Store.SetUpAsync(person, text, second.Code(Time.GetUtcNow()), None)).IsDone);
        Assert.Equal(2u, await Database.ReadAsync(db => db.Authenticators.Select(row => row.Enrolment).SingleAsync()));
    }

    [Fact]
    public async Task StepOf_SeedMovedToAnotherPersonOrEnrolment_DoesNotOpen()
    {
        var one = await Callers.MemberAsync();
        var phone = await Phone.SetUpAsync(Database.Services, one);
        var row = await Database.ReadAsync(db => db.Authenticators.AsNoTracking().SingleAsync());
        var seal = Database.Get<FactorSeal>();
        var code = phone.Code(Time.GetUtcNow());

        Assert.NotNull(seal.StepOf(one.UserId, 1, row.Sealed, code, Time.GetUtcNow(), last: 0));
        Assert.Throws<EnvelopeException>(() => seal.StepOf(Guid.NewGuid(), 1, row.Sealed, code, Time.GetUtcNow(), last: 0));
        Assert.Throws<EnvelopeException>(() => seal.StepOf(one.UserId, 2, row.Sealed, code, Time.GetUtcNow(), last: 0));
    }

    [Fact]
    public async Task SetUpAsync_LongAfterTheKeyWasMade_AsksNoMore()
    {
        var person = await Callers.MemberAsync();
        var (phone, text) = Phone.Begin(Database.Services, person);
        Time.Advance(Session.Confirmed);
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => Store.BeginAsync(person, None));

        Assert.True((await Store.SetUpAsync(person, text, phone.Code(Time.GetUtcNow()), None)).IsDone);
    }

    [Fact]
    public async Task SetUpAsync_KeyOfAnotherSessionOrNone_KeepsNothing()
    {
        var person = await Callers.MemberAsync();
        var (phone, text) = Phone.Begin(Database.Services, await Callers.SessionAsync(person.UserId));

        foreach (var wrong in (string?[])[text, text[..^2], "", null])
        {
            Assert.Equal("This took too long. Begin again.", (await Store.SetUpAsync(person, wrong, phone.Code(Time.GetUtcNow()), None)).Problem);
        }
        Assert.Null((await Store.ReadAsync(person, None)).SetUpAt);
    }

    [Fact]
    public async Task TurnOffAsync_Confirmed_ForgetsAppAndCodes()
    {
        var person = await Callers.MemberAsync();
        await Phone.SetUpAsync(Database.Services, person);

        Assert.True((await Store.TurnOffAsync(person, None)).IsDone);

        Assert.Null((await Store.ReadAsync(person, None)).SetUpAt);
        Assert.Equal(0, await Database.ReadAsync(db => db.RecoveryCodes.CountAsync()));
        Assert.Equal("authenticator.turned_off", (await LastAuditAsync()).Text("action"));
        var before = (await AuditAsync()).Count;
        Assert.True((await Store.TurnOffAsync(person, None)).IsDone);
        Assert.Equal("There is no authenticator app any more: set one up first.", (await Store.RenewCodesAsync(person, None)).Problem);
        Assert.Equal(before, (await AuditAsync()).Count);
    }

    [Fact]
    public async Task TurnOffAndRenew_NotConfirmed_AskFirst()
    {
        var person = await Callers.MemberAsync();
        await Phone.SetUpAsync(Database.Services, person);
        Time.Advance(Session.Confirmed);

        await Assert.ThrowsAsync<ConfirmationNeededException>(() => Store.TurnOffAsync(person, None));
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => Store.RenewCodesAsync(person, None));

        Assert.Equal(10, (await Store.ReadAsync(person, None)).RecoveryCodesLeft);
    }

    [Fact]
    public async Task RenewCodesAsync_Confirmed_ReplacesAllOfThem()
    {
        var person = await Callers.MemberAsync();
        var phone = await Phone.SetUpAsync(Database.Services, person);

        var outcome = await Store.RenewCodesAsync(person, None);

        Assert.Equal(10, outcome.RecoveryCodes.Count);
        Assert.Empty(outcome.RecoveryCodes.Intersect(phone.RecoveryCodes));
        Assert.Equal(10, await Database.ReadAsync(db => db.RecoveryCodes.CountAsync()));
        Assert.Equal("recovery_codes.made", (await LastAuditAsync()).Text("action"));
    }

    [Fact]
    public async Task Store_DisabledOrSignedOut_IsRefused()
    {
        var person = await Callers.MemberAsync();
        await Phone.SetUpAsync(Database.Services, person);
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, Time.Now)), None);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ReadAsync(person, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.TurnOffAsync(person, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ReadAsync(person with { SessionId = Guid.NewGuid() }, None));
    }
}
