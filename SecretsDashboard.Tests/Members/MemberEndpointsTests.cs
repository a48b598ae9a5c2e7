using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>Inviting and joining over HTTP: who may, what the link is, and that a link that is not good says nothing more.</summary>
[Collection(SharedApp.Name)]
public sealed class MemberEndpointsTests(TestApp app)
{
    [Fact]
    public async Task Invite_AnswersALinkThatLetsOnePersonJoin()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        var owner = await app.OwnerAtHomeAsync();
        var link = await InviteAsync(owner, email);
        Assert.Matches($"^{app.Address}/invitations#[0-9a-f]{{64}}$", link);
        var code = link.Split('#')[1];

        using var grace = app.Visit();
        using (var check = await CheckAsync(grace, code))
        {
            Assert.Equal(email, (await check.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("email").GetString());
        }
        using (var joined = await JoinAsync(grace, code, TestApp.Password))
        {
            Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        }
        using var home = await grace.OpenAsync("/");
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);

        using var late = app.Visit();
        using var again = await JoinAsync(late, code, TestApp.Password);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Contains("This link is not valid.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(code, app.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_BadFields_SaysEachProblemAndKeepsTheLink()
    {
        var code = (await InviteAsync(await app.OwnerAtHomeAsync(), $"{Guid.NewGuid():N}@example.com")).Split('#')[1];
        using var visitor = app.Visit();

        using var answer = await visitor.SubmitAsync("/invitations", "join", ("Form.Code", code), ("Form.Name", " "), ("Form.Password", "short"), ("Form.ConfirmPassword", "other"));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.All((string[])["Name is required", "Password is too short: at least 12 characters", "The passwords differ", code], text => Assert.Contains(text, page, StringComparison.Ordinal));
        using var joined = await JoinAsync(visitor, code, TestApp.Password);
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
    }

    [Fact]
    public async Task Check_LinksThatAreNotGood_AnswerAlike()
    {
        var owner = await app.OwnerAtHomeAsync();
        var code = (await InviteAsync(owner, $"{Guid.NewGuid():N}@example.com")).Split('#')[1];
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(
            db => db.Invitations.ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, app.Clock.GetUtcNow().UtcDateTime)), CancellationToken.None);
        using var visitor = app.Visit();

        foreach (var each in (string?[])[code, new string('0', 64), "", null])
        {
            using var check = await CheckAsync(visitor, each);
            Assert.Equal(HttpStatusCode.NotFound, check.StatusCode);
            Assert.Equal("", await check.Content.ReadAsStringAsync());
        }
        using var signedIn = await CheckAsync(owner, code);
        Assert.Equal(HttpStatusCode.NotFound, signedIn.StatusCode);
    }

    [Fact]
    public async Task Check_GoodLinkWhileSignedIn_SaysSo()
    {
        var owner = await app.OwnerAtHomeAsync();
        var code = (await InviteAsync(owner, $"{Guid.NewGuid():N}@example.com")).Split('#')[1];

        using var check = await CheckAsync(owner, code);

        Assert.Equal(HttpStatusCode.Conflict, check.StatusCode);
    }

    [Fact]
    public async Task Invite_ByAMemberOrWithoutTheFormToken_IsRefused()
    {
        var email = $"member-{Guid.NewGuid():N}@example.com";
        var code = (await InviteAsync(await app.OwnerAtHomeAsync(), email)).Split('#')[1];
        using var member = app.Visit();
        using var joined = await JoinAsync(member, code, TestApp.Password);
        await member.ReadFormTokenAsync();

        using var refused = await member.SaveAsync(HttpMethod.Post, "/members/invitations", new { email = "x@example.com", role = "Member" });
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        member.FormToken = null;
        using var forged = await member.SaveAsync(HttpMethod.Post, "/members/invitations", new { email = "x@example.com", role = "Member" });
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        using var nobody = app.Visit();
        using var anonymous = await nobody.SaveAsync(HttpMethod.Post, "/members/invitations", new { email = "x@example.com", role = "Member" });
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Theory]
    [InlineData("""{"email":null,"role":null}""")]
    [InlineData("""{"email":["a"],"role":{}}""")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task Invite_Nonsense_InvitesNobody(string body)
    {
        var owner = await app.OwnerAtHomeAsync();

        using var answer = await owner.SendAsync(HttpMethod.Post, "/members/invitations", Visitor.Json(body));

        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest || (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString() == "invalid");
    }

    private static async Task<string> InviteAsync(Visitor visitor, string email)
    {
        using var answer = await visitor.SaveAsync(HttpMethod.Post, "/members/invitations", new { email, role = "Member" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("once").GetString()!;
    }

    private static Task<HttpResponseMessage> CheckAsync(Visitor visitor, string? code) =>
        visitor.SendAsync(HttpMethod.Post, "/invitations/check", JsonContent.Create(new { code }));

    private static Task<HttpResponseMessage> JoinAsync(Visitor visitor, string code, string password) => visitor.SubmitAsync("/invitations", "join",
        ("Form.Code", code), ("Form.Name", "Grace Hopper"), ("Form.Password", password), ("Form.ConfirmPassword", password));
}
