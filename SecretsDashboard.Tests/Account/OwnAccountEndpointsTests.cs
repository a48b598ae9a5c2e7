using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>One's own account over HTTP: step-up before access is given, the password, the sessions.</summary>
[Collection(SharedApp.Name)]
public sealed class OwnAccountEndpointsTests(TestApp app)
{
    [Fact]
    public async Task Invite_SessionNotConfirmed_Answers428UntilItIs()
    {
        var owner = await app.OwnerAtHomeAsync();
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);
        var form = new { email = $"{Guid.NewGuid():N}@example.com", role = "Member" };

        using (var asked = await owner.SaveAsync(HttpMethod.Post, "/members/invitations", form))
        {
            Assert.Equal(HttpStatusCode.PreconditionRequired, asked.StatusCode);
        }
        using (var mint = await owner.SaveAsync(HttpMethod.Post, $"/projects/{await app.AddProjectAsync()}/tokens", new { name = "web", environment = "production", read = true, days = "1" }))
        {
            Assert.Equal(HttpStatusCode.PreconditionRequired, mint.StatusCode);
        }
        Assert.Equal("invalid", await ConfirmAsync(owner, "wrong password here"));
        Assert.Equal("saved", await ConfirmAsync(owner, TestApp.Password));
        using var invited = await owner.SaveAsync(HttpMethod.Post, "/members/invitations", form);
        Assert.Equal(HttpStatusCode.OK, invited.StatusCode);
    }

    [Fact]
    public async Task StepUp_AnonymousOrForged_IsRefused()
    {
        using var nobody = app.Visit();
        using var anonymous = await nobody.SaveAsync(HttpMethod.Post, "/account/step-up", new { password = TestApp.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        using var twin = (await app.OwnerAtHomeAsync()).Twin();
        twin.FormToken = null;
        using var forged = await twin.SaveAsync(HttpMethod.Post, "/account/step-up", new { password = TestApp.Password });
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
    }

    [Theory]
    [InlineData("""{"password":null}""")]
    [InlineData("{}")]
    public async Task StepUp_NoPassword_SaysSo(string body)
    {
        using var answer = await (await app.OwnerAtHomeAsync()).SendAsync(HttpMethod.Post, "/account/step-up", Visitor.Json(body));

        Assert.Contains("Password is required", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangePassword_EndsTheOtherSessionsOfThatPersonAlone()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var here = await app.SignedInAsync(email);
        using var there = await app.SignedInAsync(email);

        using (var wrong = await ChangeAsync(here, "wrong password here", "violet anchor sundial"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("Password is wrong", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var changed = await ChangeAsync(here, TestApp.Password, "violet anchor sundial"))
        {
            Assert.Contains("Your password is changed.", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.NoContent],
            [await StateAsync(here), await StateAsync(there), await StateAsync(await app.OwnerAtHomeAsync())]);
    }

    [Fact]
    public async Task EndSession_FromAnotherBrowser_EndsIt()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var there = await app.SignedInAsync(email);
        var session = (await app.AccountAsync(email)).Session;
        using var here = await app.SignedInAsync(email);

        using var ended = await here.SubmitAsync("/account", "end-session", ("Session", session.ToString()));

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Unauthorized], [await StateAsync(here), await StateAsync(there)]);
    }

    [Fact]
    public async Task Rename_OneselfAlone_IsShownAtOnceAndOnRecord()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var grace = await app.SignedInAsync(email);

        using (var mixed = await grace.SubmitAsync("/account", "profile", ("Form.Name", "Gr\u0430ce")))
        {
            Assert.Contains("Name mixes Latin with Cyrillic letters", WebUtility.HtmlDecode(await mixed.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        using var renamed = await grace.SubmitAsync("/account", "profile", ("Form.Name", " Grace Murray "));
        Assert.Equal("/account?Saved=name", renamed.Headers.Location?.OriginalString);

        using var page = await grace.OpenAsync("/account?Saved=name");
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("Your name is changed.", text, StringComparison.Ordinal);
        Assert.Contains(">Grace Murray</span>", text, StringComparison.Ordinal);
        await using var db = await app.ReadAsync();
        var line = await db.Audit.OrderBy(entry => entry.Seq).LastAsync(entry => entry.Action == AuditAction.PersonRenamed);
        Assert.Contains("Grace Murray", Encoding.UTF8.GetString(line.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_ListsOnesProjectsAndTheRoleInEach()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email, InstanceRole.Member);
        using var grace = await app.SignedInAsync(email);

        using var page = await grace.OpenAsync("/account");

        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("You belong to no project yet.", text, StringComparison.Ordinal);
        Assert.Contains(email, text, StringComparison.Ordinal);
        Assert.Contains("Uses the projects that managers add you to.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOutEverywhere_EndsEachSessionOfThatPersonAlone()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var here = await app.SignedInAsync(email);
        using var there = await app.SignedInAsync(email);

        using var done = await here.SubmitAsync("/account", "end-all");

        Assert.Equal((HttpStatusCode.Redirect, "/login"), (done.StatusCode, done.Headers.Location?.OriginalString));
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NoContent],
            [await StateAsync(here), await StateAsync(there), await StateAsync(await app.OwnerAtHomeAsync())]);
    }

    [Fact]
    public async Task Confirm_LedThereByAForm_SaysForWhat()
    {
        var owner = await app.OwnerAtHomeAsync();
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);

        using var asked = await owner.SubmitAsync("/account", "recovery-codes");

        using var page = await owner.OpenAsync(asked.Headers.Location!.OriginalString);
        Assert.Contains("“New recovery codes” needs a fresh proof that it is you. Then do it again.", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var strange = await owner.OpenAsync("/account/confirm?For=Send%20money&ReturnUrl=/");
        Assert.DoesNotContain("Send money", await strange.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ChangeAsync(Visitor visitor, string current, string password) => visitor.SubmitAsync("/account", "password",
        ("Form.CurrentPassword", current), ("Form.Password", password), ("Form.ConfirmPassword", password), ("Form.IsPosted", "true"));

    private static async Task<string?> ConfirmAsync(Visitor visitor, string password)
    {
        using var answer = await visitor.SaveAsync(HttpMethod.Post, "/account/step-up", new { password });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString();
    }

    private static async Task<HttpStatusCode> StateAsync(Visitor visitor)
    {
        using var answer = await visitor.FetchAsync("/account/session");
        return answer.StatusCode;
    }
}
