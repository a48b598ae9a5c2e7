using System.Net;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>A reset link sets one password, once; making it ends what is open, and so does using it.</summary>
public sealed class PasswordResetStoreTests : DatabaseTest
{
    private const string Better = "violet anchor sundial";

    private Caller grace = null!;

    private HostResets Hosts => Database.Get<HostResets>();

    private PasswordResetStore Store => Database.Get<PasswordResetStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        grace = await Given.JoinedAsync("grace@example.com", "correct horse battery");
    }

    [Fact]
    public async Task Reset_GoodLink_SetsThePasswordOnceAndEndsAllSessions()
    {
        var code = await Hosts.MakePasswordLinkAsync(" Grace@Example.com", None);
        Assert.False(await Database.Get<LiveSessions>().IsLiveAsync(grace.UserId, grace.SessionId, None));
        Assert.Equal(("person.password_reset_made", "host", "Grace Hopper"),
            ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("actor.kind"), (await LastAuditAsync()).Text("target_name")));
        foreach (var file in Directory.GetFiles(Database.Folder.Data, "secrets.db*"))
        {
            Assert.Empty(CanarySearch.Find(code!, await File.ReadAllBytesAsync(file)));
        }
        Assert.Equal("grace@example.com", await Store.FindAsync(code, None));
        var again = await Callers.SessionAsync(grace.UserId);
        List<(Guid, Guid?)> cut = [];
        Database.Get<Revocations>().Ended += (user, session) => cut.Add((user, session));

        Assert.Null(await ResetAsync(code));

        Assert.Equal([(grace.UserId, null)], cut);
        Assert.False(await Database.Get<LiveSessions>().IsLiveAsync(again.UserId, again.SessionId, None));
        Assert.NotNull((await SignInAsync(Better)).Principal);
        Assert.Null((await SignInAsync("correct horse battery")).Principal);
        Assert.Equal(ResetPage.NoLink, await ResetAsync(code));
    }

    [Theory]
    [InlineData("nobody@example.com")]
    [InlineData("")]
    public async Task Make_UnknownAddress_MakesNothing(string email)
    {
        Assert.Null(await Hosts.MakePasswordLinkAsync(email, None));
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(grace.UserId, grace.SessionId, None));
    }

    [Fact]
    public async Task Make_DisabledPerson_MakesNothingAndAnOldLinkIsNone()
    {
        var code = await Hosts.MakePasswordLinkAsync("grace@example.com", None);
        await Database.Get<MemberStore>().DisableAsync(await Callers.OwnerAsync(), grace.UserId, None);

        Assert.Null(await Store.FindAsync(code, None));
        Assert.Equal(ResetPage.NoLink, await ResetAsync(code));
        Assert.Null(await Hosts.MakePasswordLinkAsync("grace@example.com", None));
    }

    [Theory]
    [InlineData("own password changed")]
    [InlineData("second factor reset")]
    [InlineData("second factor reset by the host")]
    [InlineData("disabled, then enabled")]
    public async Task Link_WhatItWasMadeForChanged_IsNone(string way)
    {
        await Phone.SetUpAsync(Database.Services, grace);
        var code = await Hosts.MakePasswordLinkAsync("grace@example.com", None);
        Assert.NotNull(await Store.FindAsync(code, None));
        var (admin, again) = (await Callers.OwnerAsync(), await Callers.SessionAsync(grace.UserId));

        switch (way)
        {
            case "own password changed":
                var form = new PasswordForm { CurrentPassword = "correct horse battery", Password = Better, ConfirmPassword = Better };
                Assert.True((await Database.Get<OwnSessionStore>().ChangePasswordAsync(again, form, None)).IsDone);
                break;
            case "second factor reset":
                await Database.Get<MemberStore>().ResetSecondFactorAsync(admin, grace.UserId, None);
                break;
            case "second factor reset by the host":
                Assert.NotNull(await Hosts.TakeSecondFactorAsync("grace@example.com", None));
                break;
            default:
                await Database.Get<MemberStore>().DisableAsync(admin, grace.UserId, None);
                await Database.Get<MemberStore>().EnableAsync(admin, grace.UserId, None);
                break;
        }

        Assert.Null(await Store.FindAsync(code, None));
        Assert.Equal(ResetPage.NoLink, await ResetAsync(code));
    }

    [Fact]
    public async Task Reset_ReplacedExpiredOrOfAnotherKind_AnswerAlike()
    {
        var replaced = await Hosts.MakePasswordLinkAsync("grace@example.com", None);
        var expired = await Hosts.MakePasswordLinkAsync("grace@example.com", None);
        Assert.Equal(ResetPage.NoLink, await ResetAsync(replaced));
        Time.Advance(PasswordReset.Lifetime);
        var invitation = await Given.InvitationAsync(await Callers.OwnerAsync(), "other@example.com", InstanceRole.Member);

        foreach (var code in new[] { expired, invitation.Code, new string('0', 64), "", null })
        {
            Assert.Null(await Store.FindAsync(code, None));
            Assert.Equal(ResetPage.NoLink, await ResetAsync(code));
        }
        Assert.NotNull((await SignInAsync("correct horse battery")).Principal);
    }

    [Fact]
    public async Task Reset_TwoAtOnce_OneWins()
    {
        var code = await Hosts.MakePasswordLinkAsync("grace@example.com", None);

        var problems = await Task.WhenAll(ResetAsync(code), ResetAsync(code));

        Assert.Single(problems, problem => problem is null);
        Assert.Single(await AuditAsync(), entry => entry.Action == AuditAction.PasswordReset);
    }

    private async Task<string?> ResetAsync(string? code) =>
        (await Store.ResetAsync(new ResetForm { Code = code, Password = Better, ConfirmPassword = Better }, new Visit(IPAddress.Loopback, "Test", "request-1"), None)).Problem;

    private Task<SignInOutcome> SignInAsync(string password) =>
        Database.Get<AccountStore>().SignInAsync(new SignInForm { Email = "grace@example.com", Password = password }, new Visit(IPAddress.Loopback, "Test", "r"), None);
}
