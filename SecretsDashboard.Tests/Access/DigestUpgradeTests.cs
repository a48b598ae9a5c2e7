using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Access;

/// <summary>Tokens, links and recovery codes of an older version go on working, under keys; a bare digest that somebody plants never does.</summary>
public sealed class DigestUpgradeTests : IDisposable
{
    private readonly TestFolder folder = new();
    private string token = "", invitation = "", reset = "", recovery = "";
    private Guid person;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_OlderDatabase_AllOfThemGoOnWorkingAndItIsOnRecord()
    {
        await MakeOlderAsync();

        await using var database = await StartAsync();

        await AllWorkAsync(database);
        Assert.Equal("instance.digests_keyed", (await database.ReadAsync(db => db.Audit.OrderBy(entry => entry.Seq).LastAsync())).Action);
        Assert.Null((await database.Get<AuditVerifier>().VerifyAsync(CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task RunAsync_AnotherStart_ChangesNothingMore()
    {
        await MakeOlderAsync();
        await using (await StartAsync())
        {
        }

        await using var database = await StartAsync();

        await AllWorkAsync(database);
        Assert.Equal(1, await database.ReadAsync(db => db.Audit.CountAsync(entry => entry.Action == AuditAction.DigestsKeyed)));
    }

    [Fact]
    public async Task RunAsync_CutOff_ChangedNothingAndTheNextStartDoesIt()
    {
        await MakeOlderAsync();
        await using (var cut = TestDatabase.Over(folder))
        {
            await cut.Get<DatabaseStartup>().RunAsync(CancellationToken.None);
            // whatever ends it, ends it at the last statement
            await cut.Gate.WriteAsync(db => db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(
                "CREATE TEMP TRIGGER cut BEFORE UPDATE ON Instance BEGIN SELECT RAISE(ABORT, 'cut off'); END")), CancellationToken.None);
            await Assert.ThrowsAnyAsync<Exception>(() => cut.Get<DigestUpgrade>().RunAsync(CancellationToken.None));
        }

        await using var database = await StartAsync();

        await AllWorkAsync(database);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_MarkSetBack_IsRefusedWithFour(bool isOlder)
    {
        if (isOlder)
        {
            await MakeOlderAsync();
            await using (await StartAsync())
            {
            }
        }
        await using (var changed = await TestDatabase.StartAsync(folder))
        {
            if (!isOlder)
            {
                var form = new SetUpForm { Name = "Ada", Email = "ada@example.com", Password = TestApp.Password };
                Assert.NotNull(await changed.Get<AccountStore>().SetUpAsync(form, new Visit(null, "Test", "request-1"), CancellationToken.None));
            }
            await changed.TamperAsync("UPDATE Instance SET HasKeyedDigests = 0");
        }
        await using var database = TestDatabase.Over(folder);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(database.RunStartupAsync);

        Assert.Equal(StartRefusedException.UnusableDatabase, refused.ExitCode);
    }

    [Fact]
    public async Task Find_BareDigestPlanted_OpensNothing()
    {
        await MakeOlderAsync(isBare: false);
        await using (var planted = await TestDatabase.StartAsync(folder))
        {
            await BareAsync(planted);
        }

        await using var database = await StartAsync();

        Assert.Null(database.Get<TokenRegistry>().Find(token));
        Assert.Null(await database.Get<JoinStore>().FindAsync(invitation, CancellationToken.None));
        Assert.False(await TakesRecoveryAsync(database));
    }

    /// <summary>A database with one of each; with bare digests and without the mark, as an older version left it.</summary>
    private async Task MakeOlderAsync(bool isBare = true)
    {
        await using var database = await TestDatabase.StartAsync(folder);
        var callers = new TestCallers(database);
        var given = new Given(database, callers);
        var manager = await given.ProjectAsync();
        var form = new TokenForm { Name = "web", Environment = "development", Read = true, Days = "90" };
        token = (await database.Get<TokenStore>().MintAsync(manager, Given.Project, form, CancellationToken.None)).Token!;
        invitation = (await given.InvitationAsync(await callers.OwnerAsync(), "new@example.com", InstanceRole.Member)).Code!;
        var joined = await given.JoinedAsync("grace@example.com", TestApp.Password);
        person = joined.UserId;
        var phone = await Phone.SetUpAsync(database.Services, joined);
        reset = (await database.Get<HostResets>().MakePasswordLinkAsync("grace@example.com", CancellationToken.None))!;
        recovery = phone.RecoveryCodes[0];
        if (isBare)
        {
            await BareAsync(database);
            await database.TamperAsync("UPDATE Instance SET HasKeyedDigests = 0");
        }
    }

    private async Task BareAsync(TestDatabase database)
    {
        var instance = database.Get<DatabaseStartup>().RootKey.Instance;
        await database.TamperAsync("UPDATE ServiceTokens SET Digest = $digest", ("$digest", ServiceTokenText.Digest(instance, token)));
        await database.TamperAsync("UPDATE Invitations SET Digest = $digest", ("$digest", LinkCode.BareDigest(LinkCode.Invitation, invitation)));
        await database.TamperAsync("UPDATE PasswordResets SET Digest = $digest", ("$digest", LinkCode.BareDigest(LinkCode.Reset, reset)));
        await database.TamperAsync("DELETE FROM RecoveryCodes WHERE rowid > (SELECT min(rowid) FROM RecoveryCodes); UPDATE RecoveryCodes SET Digest = $digest",
            ("$digest", RecoveryCodeText.Digest(instance, person, recovery)));
    }

    private async Task<TestDatabase> StartAsync()
    {
        var database = await TestDatabase.StartAsync(folder);
        await database.Get<TokenRegistry>().StartingAsync(CancellationToken.None);
        return database;
    }

    private async Task AllWorkAsync(TestDatabase database)
    {
        Assert.NotNull(database.Get<TokenRegistry>().Find(token));
        Assert.Equal("new@example.com", await database.Get<JoinStore>().FindAsync(invitation, CancellationToken.None));
        Assert.NotNull(await database.Get<PasswordResetStore>().FindAsync(reset, CancellationToken.None));
        Assert.True(await TakesRecoveryAsync(database));
    }

    private Task<bool> TakesRecoveryAsync(TestDatabase database) => database.Gate.WriteAsync(async db =>
    {
        var isTaken = await database.Get<FactorCheck>().TakeRecoveryCodeAsync(db, person, recovery, new Visit(null, "Test", "request-1"), CancellationToken.None);
        await db.Database.RollbackTransactionAsync();
        return isTaken;
    }, CancellationToken.None);
}
