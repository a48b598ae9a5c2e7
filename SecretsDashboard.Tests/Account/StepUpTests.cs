using Microsoft.AspNetCore.Http;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Settings;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Account;

/// <summary>What gives or takes access asks for a session that was confirmed within five minutes, and does nothing without.</summary>
public sealed class StepUpTests : DatabaseTest
{
    private const string Password = "correct horse battery";

    private Caller grace = null!;
    private Caller member = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        grace = await Given.JoinedAsync("grace@example.com", Password, InstanceRole.Owner);
        await Given.ProjectAsync();
        await Callers.JoinAsync(grace, "bot", ProjectRole.Manager);
        member = await Callers.EditorOfAsync("bot");
    }

    [Fact]
    public async Task EveryDeedOnAccess_FiveMinutesAfterSignIn_AsksFirst()
    {
        var stranger = await Callers.MemberAsync();
        await Phone.SetUpAsync(Database.Services, grace);
        await Phone.SetUpAsync(Database.Services, stranger);
        await Given.ProjectAsync("foreign", "Foreign");
        Func<Task>[] deeds =
        [
            () => Database.Get<ProjectMemberStore>().AddAsync(grace, "bot", stranger.UserId, ProjectRole.Manager, None),
            () => Database.Get<ProjectMemberStore>().ChangeRoleAsync(grace, "bot", member.UserId, ProjectRole.Manager, None),
            () => Database.Get<ProjectMemberStore>().RemoveAsync(grace, "bot", member.UserId, None),
            () => Database.Get<ProjectStore>().JoinAsync(grace, "foreign", None),
            () => Database.Get<TokenStore>().MintAsync(grace, "bot", new TokenForm { Name = "web", Environment = "production", Read = true, Days = "1" }, None),
            () => Database.Get<InvitationStore>().InviteAsync(grace, new InviteForm { Email = "new@example.com", Role = "Owner" }, None),
            () => Database.Get<MemberStore>().ChangeRoleAsync(grace, stranger.UserId, InstanceRole.Owner, None),
            () => Database.Get<MemberStore>().DisableAsync(grace, stranger.UserId, None),
            () => Database.Get<MemberStore>().EnableAsync(grace, stranger.UserId, None),
            () => Database.Get<MemberStore>().ResetSecondFactorAsync(grace, stranger.UserId, None),
            () => Database.Get<MemberStore>().RemoveAsync(grace, stranger.UserId, None),
            () => Database.Get<AuthenticatorStore>().RenewCodesAsync(grace, None),
            () => Database.Get<SettingsStore>().RequireSecondFactorAsync(grace, true, None),
        ];
        Time.Advance(Session.Confirmed);
        var before = (await AuditAsync()).Count;

        foreach (var deed in deeds)
        {
            await Assert.ThrowsAsync<ConfirmationNeededException>(deed);
        }
        Assert.Equal(before, (await AuditAsync()).Count);

        Assert.Null((await ConfirmAsync()).Problem);
        Time.Advance(Session.Confirmed - TimeSpan.FromSeconds(1));
        foreach (var deed in deeds)
        {
            await deed();
        }
        Assert.True((await AuditAsync()).Count >= before + deeds.Length);
    }

    [Fact]
    public async Task SecretsAndRevoking_LongAfterSignIn_AskNothing()
    {
        var minted = await Database.Get<TokenStore>().MintAsync(grace, "bot", new TokenForm { Name = "web", Environment = "production", Read = true, Days = "1" }, None);
        Time.Advance(Session.Confirmed);

        await Given.SecretAsync(grace, "API_KEY", ("production", "x"));
        await Database.Get<TokenStore>().RevokeAsync(grace, "bot", minted.Id!.Value, None);
    }

    [Fact]
    public async Task Confirming_OneSession_ConfirmsNoOther()
    {
        var other = await Callers.SessionAsync(grace.UserId);
        Time.Advance(Session.Confirmed);
        await ConfirmAsync();

        await Assert.ThrowsAsync<ConfirmationNeededException>(() => Database.Get<MemberStore>().DisableAsync(other, member.UserId, None));
        await Database.Get<MemberStore>().DisableAsync(grace, member.UserId, None);
    }

    [Fact]
    public async Task WhoMayNot_IsRefusedNotAskedToConfirm()
    {
        Time.Advance(Session.Confirmed);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<MemberStore>().DisableAsync(member, grace.UserId, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<ProjectMemberStore>().RemoveAsync(member, "bot", grace.UserId, None));
    }

    private Task<AccountOutcome> ConfirmAsync() => Database.Get<OwnConfirmation>().ConfirmAsync(grace, new ConfirmForm { Password = Password }, new DefaultHttpContext(), None);
}
