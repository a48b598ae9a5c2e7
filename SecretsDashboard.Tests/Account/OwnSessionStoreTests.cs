using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>One's own sessions and password: nobody else's, dead before the answer, and the password asked again.</summary>
public sealed class OwnSessionStoreTests : DatabaseTest
{
    private const string Password = "correct horse battery";
    private const string Better = "violet anchor sundial";

    private readonly List<(Guid User, Guid? Session)> cut = [];
    private Caller grace = null!;

    private OwnSessionStore Store => Database.Get<OwnSessionStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        grace = await Given.JoinedAsync("grace@example.com", Password);
        Database.Get<Revocations>().Ended += (user, session) => cut.Add((user, session));
    }

    [Fact]
    public async Task List_ShowsTheLiveOnesOfThePersonTheirOwnFirst()
    {
        await Callers.SessionAsync(grace.UserId);
        Time.Advance(Session.Idle - TimeSpan.FromMinutes(1));
        var second = await Callers.SessionAsync(grace.UserId);
        var third = await Callers.SessionAsync(grace.UserId);
        await Callers.MemberAsync();
        Time.Advance(TimeSpan.FromMinutes(2));

        var sessions = await Store.ListAsync(third, None);

        Assert.Equal([third.SessionId, second.SessionId], sessions.Select(session => session.Id));
        Assert.Equal([true, false], sessions.Select(session => session.IsThis));
        Assert.Equal("192.0.2.7", sessions[0].Address);
    }

    [Fact]
    public async Task End_Another_IsDeadBeforeTheAnswer()
    {
        var other = await Callers.SessionAsync(grace.UserId);

        await Store.EndAsync(grace, other.SessionId, None);

        Assert.Equal([(grace.UserId, other.SessionId)], cut);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ListAsync(other, None));
        Assert.Single(await Store.ListAsync(grace, None));
        Assert.Contains(await AuditAsync(), entry => entry.Action == AuditAction.SessionEnded);
    }

    [Fact]
    public async Task End_SessionOfAnotherPerson_IsRefusedAndOneThatIsGoneIsNoError()
    {
        var owner = await Callers.OwnerAsync();

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.EndAsync(grace, owner.SessionId, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.EndAsync(owner, grace.SessionId, None));
        var before = (await AuditAsync()).Count;
        await Store.EndAsync(grace, Guid.NewGuid(), None);
        Assert.Equal(before, (await AuditAsync()).Count);

        Assert.Empty(cut);
        Assert.Single(await Store.ListAsync(owner, None));
    }

    [Fact]
    public async Task EndOthers_KeepsThisOneAndOtherPeoples()
    {
        var (second, third, owner) = (await Callers.SessionAsync(grace.UserId), await Callers.SessionAsync(grace.UserId), await Callers.OwnerAsync());

        await Store.EndOthersAsync(grace, None);
        await Store.EndOthersAsync(grace, None);

        Assert.Equal(new[] { second.SessionId, third.SessionId }.Order(), cut.Select(each => each.Session!.Value).Order());
        Assert.Single(await Store.ListAsync(grace, None));
        Assert.Single(await Store.ListAsync(owner, None));
    }

    [Fact]
    public async Task ChangePassword_Right_EndsOtherSessionsAndTheOldPassword()
    {
        var other = await Callers.SessionAsync(grace.UserId);

        Assert.Null((await Store.ChangePasswordAsync(grace, new PasswordForm { CurrentPassword = Password, Password = Better, ConfirmPassword = Better }, None)).Problem);

        Assert.Equal([(grace.UserId, other.SessionId)], cut);
        Assert.Single(await Store.ListAsync(grace, None));
        Assert.Null((await SignInAsync(Password)).Principal);
        Assert.NotNull((await SignInAsync(Better)).Principal);
        Assert.Contains(await AuditAsync(), entry => entry.Action == AuditAction.PasswordChanged);
    }

    [Fact]
    public async Task ChangePassword_FirstOne_AsksForAConfirmedSessionAndNoPassword()
    {
        var form = new PasswordForm { IsFirst = true, Password = Better, ConfirmPassword = Better };
        Assert.Equal("There is a password already: reload the page", (await Store.ChangePasswordAsync(grace, form, None)).Problem);
        await Database.Gate.WriteAsync(db => db.Users.Where(user => user.Id == grace.UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, (string?)null)), None);
        Assert.Null((await SignInAsync(Password)).Principal);
        Assert.Null((await SignInAsync("")).Principal);
        Assert.Equal("Password is wrong", (await Store.ChangePasswordAsync(grace, new PasswordForm { CurrentPassword = Password, Password = Better, ConfirmPassword = Better }, None)).Problem);
        Time.Advance(Session.Confirmed);
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => Store.ChangePasswordAsync(grace, form, None));
        Assert.Null((await SignInAsync(Better)).Principal);

        var confirmed = await Callers.SessionAsync(grace.UserId);
        Assert.Null((await Store.ChangePasswordAsync(confirmed, form, None)).Problem);

        Assert.Contains((grace.UserId, grace.SessionId), cut);
        Time.Advance(TimeSpan.FromMinutes(5)); // of slowed tries
        Assert.NotNull((await SignInAsync(Better)).Principal);
    }

    [Theory]
    [InlineData(null, "Password is required")]
    [InlineData("", "Password is required")]
    [InlineData("wrong password here", "Password is wrong")]
    public async Task ChangePassword_NotConfirmed_ChangesNothing(string? current, string problem)
    {
        var other = await Callers.SessionAsync(grace.UserId);

        Assert.Equal(problem, (await Store.ChangePasswordAsync(grace, new PasswordForm { CurrentPassword = current, Password = Better, ConfirmPassword = Better }, None)).Problem);

        Assert.Empty(cut);
        Assert.Equal(2, (await Store.ListAsync(other, None)).Count);
        Assert.NotNull((await SignInAsync(Password)).Principal);
    }

    [Fact]
    public async Task Confirm_WrongPassword_IsOnRecordAndSlowedInThatSession()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            Assert.Equal("Password is wrong", await ConfirmAsync(grace, new string('x', 300 - attempt)));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.StartsWith("Too many attempts.", await ConfirmAsync(grace, Password), StringComparison.Ordinal);
        Assert.Null((await SignInAsync(Password, null)).Problem);
        Assert.StartsWith("Too many attempts.", await ConfirmAsync(grace, Password), StringComparison.Ordinal);
        Assert.Equal(4, (await AuditAsync()).Select(AuditJson.Of).Count(body => body.Text("action") == "session.confirmed" && body.Text("outcome") == "denied"));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await ConfirmAsync(grace, Password));
    }

    [Fact]
    public async Task Confirm_SessionEnded_IsRefused()
    {
        Time.Advance(Session.Idle);

        await Assert.ThrowsAsync<AccessDeniedException>(() => ConfirmAsync(grace, Password));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36", "Chrome on Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36 Edg/149.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "Safari on macOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0", "Firefox on Android")]
    [InlineData("", "Unknown browser on an unknown system")]
    public void DeviceName_KnowsTheUsualOnes(string userAgent, string name) => Assert.Equal(name, DeviceName.Of(userAgent));

    private async Task<string?> ConfirmAsync(Caller caller, string password) =>
        (await Database.Get<OwnConfirmation>().ConfirmAsync(caller, new ConfirmForm { Password = password }, new DefaultHttpContext(), None)).Problem;

    private Task<SignInOutcome> SignInAsync(string password, IPAddress? address = null) =>
        Database.Get<AccountStore>().SignInAsync(new SignInForm { Email = "grace@example.com", Password = password }, new Visit(address, "Test", "r"), None);
}
