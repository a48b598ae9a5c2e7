using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Settings;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Access;

/// <summary>Where a second factor is required, who lacks one may set one up and nothing else, whichever store they ask.</summary>
public sealed class SecondFactorTests : DatabaseTest
{
    private Caller lacking = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Given.ProjectAsync();
        lacking = await Callers.OwnerAsync();
        await Callers.JoinAsync(lacking, Given.Project, ProjectRole.Manager);
        await RequireAsync();
    }

    [Fact]
    public async Task Stores_WithoutTheRequiredFactor_RefuseEverything()
    {
        (string Deed, Func<Task> Try)[] deeds =
        [
            ("palette", () => Database.Get<PaletteReader>().FindAsync(lacking, "a", "/", null, None)),
            ("projects", () => Database.Get<ProjectList>().ListAsync(lacking, None)),
            ("new project", () => Database.Get<ProjectStore>().CreateAsync(lacking, new ProjectForm { Name = "X", Slug = "x" }, None)),
            ("secrets", () => Database.Get<SecretList>().ReadAsync(lacking, Given.Project, new SecretQuery(), None)),
            ("add secret", () => AddSecretAsync(lacking)),
            ("tokens", () => Database.Get<TokenStore>().ListAsync(lacking, Given.Project, None)),
            ("people", () => Database.Get<MemberStore>().ListAsync(lacking, None)),
            ("invite", () => Database.Get<InvitationStore>().InviteAsync(lacking, new InviteForm { Email = "x@example.com", Role = "Member" }, None)),
            ("settings", () => Database.Get<SettingsStore>().ReadAsync(lacking, None)),
            ("require", () => Database.Get<SettingsStore>().RequireSecondFactorAsync(lacking, false, None)),
        ];
        var before = (await AuditAsync()).Count;

        foreach (var (deed, attempt) in deeds)
        {
            var denied = await Assert.ThrowsAsync<AccessDeniedException>(attempt);
            Assert.True(denied.Reason == AccessDeniedException.SecondFactorMissing, $"{deed}: {denied.Reason}");
        }

        await Database.Get<Tallies>().StopAsync(None);
        Assert.Equal(deeds.Length, (await AuditAsync()).Skip(before).Select(entry => AuditBody.Read(entry.Body)!.Line)
            .Where(line => line.Reason == AccessDeniedException.SecondFactorMissing).Sum(line => line.Reads?.Count ?? 1));
        Assert.Equal(SessionState.Limited, await StateAsync(lacking));
        Assert.False(await Database.Get<LiveSessions>().IsLiveAsync(lacking.UserId, lacking.SessionId, None));
    }

    [Fact]
    public async Task Permissions_WithoutTheRequiredFactor_AreRefusedButForTheOwnAccount()
    {
        foreach (var permission in Enum.GetValues<Permission>().Except([Permission.ManageOwnAccount]))
        {
            foreach (var project in (string?[])[null, Given.Project, "nothing-here"])
            {
                await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<AccessGuard>().ReadAsync(lacking, permission, project, _ => Task.FromResult(0), None));
                await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<AccessGuard>().ChangeAsync(lacking, permission, project, _ => Task.FromResult(0), None));
            }
        }
    }

    [Fact]
    public async Task Session_OnceAFactorIsSetUp_OpensAll()
    {
        Assert.Equal(SessionState.Limited, await StateAsync(lacking));

        await Phone.SetUpAsync(Database.Services, lacking);

        Assert.Equal(SessionState.Live, await StateAsync(lacking));
        await Database.Get<MemberStore>().ListAsync(lacking, None);
    }

    [Fact]
    public async Task Session_PersonWithAPasskey_OpensAll()
    {
        await Database.ArrangeAsync(db => db.UserPasskeys.Add(Passkey(lacking.UserId)));

        Assert.Equal(SessionState.Live, await StateAsync(lacking));
    }

    [Fact]
    public async Task Session_NoLongerRequired_OpensAll()
    {
        await RequireAsync(false);

        Assert.Equal(SessionState.Live, await StateAsync(lacking));
    }

    [Fact]
    public async Task SignOut_Limited_IsPossible()
    {
        await Database.Get<SessionStore>().SignOutAsync(lacking, None);

        Assert.Equal(SessionState.Ended, await StateAsync(lacking));
    }

    [Fact]
    public async Task TurnOff_LastFactorWhileRequired_IsRefusedAndKeepsIt()
    {
        await Phone.SetUpAsync(Database.Services, lacking);

        Assert.Equal(AccountOutcome.LastFactor, await Database.Get<AuthenticatorStore>().TurnOffAsync(lacking, None));
        Assert.Equal(10, await Database.ReadAsync(db => db.RecoveryCodes.CountAsync()));
        Assert.Equal(SessionState.Live, await StateAsync(lacking));

        await Database.ArrangeAsync(db => db.UserPasskeys.Add(Passkey(lacking.UserId)));
        Assert.True((await Database.Get<AuthenticatorStore>().TurnOffAsync(lacking, None)).IsDone);
    }

    [Fact]
    public async Task Passkey_OnlyWayToSignIn_IsKept()
    {
        var passkey = Passkey(lacking.UserId);
        await Database.ArrangeAsync(db => db.UserPasskeys.Add(passkey));
        await RequireAsync(false);
        var store = Database.Get<PasskeyStore>();
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, (string?)null)), None);

        Assert.Equal(AccountOutcome.NoWayIn, await store.RemoveAsync(lacking, Convert.ToHexString(passkey.CredentialId), None));
        Assert.Single(await store.ListAsync(lacking, None));

        await Database.ArrangeAsync(db => db.UserPasskeys.Add(Passkey(lacking.UserId)));
        Assert.True((await store.RemoveAsync(lacking, Convert.ToHexString(passkey.CredentialId), None)).IsDone);
    }

    [Theory]
    [InlineData(false, false, false, false)]
    [InlineData(false, true, false, true)]
    [InlineData(false, false, true, false)]
    [InlineData(true, false, false, false)]
    [InlineData(true, false, true, true)]
    [InlineData(true, true, true, true)]
    public async Task IsAskedFor_Table(bool required, bool app, bool passkey, bool asked)
    {
        await RequireAsync(required);
        await Database.ArrangeAsync(db =>
        {
            if (app)
            {
                db.Authenticators.Add(new Authenticator { UserId = lacking.UserId, Enrolment = 1, CreatedAt = Time.Now });
            }
            if (passkey)
            {
                db.UserPasskeys.Add(Passkey(lacking.UserId));
            }
        });

        Assert.Equal(asked, await Database.ReadAsync(db => SecondFactor.IsAskedForAsync(db, lacking.UserId, None)));
    }

    internal static IdentityUserPasskey<Guid> Passkey(Guid user) => new()
    {
        UserId = user,
        CredentialId = Guid.NewGuid().ToByteArray(),
        Data = new IdentityPasskeyData { Name = "Laptop", PublicKey = [1], AttestationObject = [], ClientDataJson = [], CreatedAt = DateTimeOffset.UnixEpoch, IsUserVerified = true },
    };

    private async Task AddSecretAsync(Caller caller)
    {
        using var draft = Given.Draft("API_KEY", ("development", "synthetic"));
        await Database.Get<SecretStore>().AddAsync(caller, Given.Project, draft, None);
    }

    private Task<SessionState> StateAsync(Caller caller) => Database.Get<LiveSessions>().StateAsync(caller.UserId, caller.SessionId, None);

    private Task<int> RequireAsync(bool required = true) =>
        Database.Gate.WriteAsync(db => db.Instance.ExecuteUpdateAsync(set => set.SetProperty(row => row.RequiresSecondFactor, required)), None);
}
