using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Pages without a circuit that stayed open: what they send leads on, never to an empty page, and changes nothing.</summary>
[Collection(SharedApp.Name)]
public sealed class StalePageTests(TestApp app)
{
    [Fact]
    public async Task Post_SessionEndedMeanwhile_LeadsToSignIn()
    {
        using var visitor = await SignedInAsync();
        var token = await visitor.PageTokenAsync("/account");
        using var other = visitor.Twin();
        await other.ReadFormTokenAsync();
        using var out1 = await other.SignOutAsync();

        using var change = await ChangeAsync(visitor, token);
        using var out2 = await visitor.SubmitStaleAsync("/logout", token, "");

        Assert.Equal(["/login?ReturnUrl=%2Faccount", "/login"], new[] { change, out2 }.Select(PathOf));
    }

    [Fact]
    public async Task Post_SomebodyElseSignedInMeanwhile_SaysThatThePageIsOutOfDate()
    {
        using var visitor = await SignedInAsync();
        var token = await visitor.PageTokenAsync("/account");
        using var other = await SignedInAsync();

        using var change = await ChangeAsync(other, token);
        using var unknown = await other.SubmitStaleAsync("/account", await other.PageTokenAsync("/account"), "no-such-form");
        using var page = await other.OpenAsync("/out-of-date");

        Assert.Equal(["/out-of-date", "/out-of-date"], new[] { change, unknown }.Select(PathOf));
        Assert.Contains("Nothing was changed", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhatItIsAboutIsGone_AnswersInWords()
    {
        using var visitor = await SignedInAsync();

        using var renew = await visitor.SubmitAsync("/account", "recovery-codes");
        using var turnOff = await visitor.SubmitAsync("/account", "authenticator-off");
        using var others = await visitor.SubmitAsync("/account", "end-others");
        using var session = await visitor.SubmitAsync("/account", "end-session", ("Session", Guid.NewGuid().ToString()));
        using var passkey = await visitor.SubmitAsync("/account", "passkey-remove", ("Passkey.Id", "00"));

        Assert.Contains("There is no authenticator app any more", await renew.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["/account", "/account", "/account"], new[] { turnOff, others, session }.Select(PathOf));
        Assert.Contains("This passkey was removed already.", await passkey.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/login/second-factor?Recovery=zz", HttpStatusCode.Redirect)]
    [InlineData("/account/confirm?Again=zz", HttpStatusCode.OK)]
    public async Task Get_QueryThatIsNone_IsNoFailure(string path, HttpStatusCode status)
    {
        using var visitor = await SignedInAsync();
        using var page = await visitor.OpenAsync(path);

        Assert.Equal(status, page.StatusCode);
    }

    [Theory]
    [InlineData("/invitations/check", "bogus")]
    [InlineData("/invitations/passkey", "utf-7")]
    [InlineData("/reset/check", "bogus")]
    [InlineData("/setup/check", "bogus")]
    public async Task Post_ForeignCharset_Is415(string path, string charset)
    {
        using var visitor = app.Visit();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"application/json; charset={charset}");

        using var answer = await visitor.SendAsync(HttpMethod.Post, path, content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("/login", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("/login/second-factor", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("/invitations", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("/personal/tokens", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("/personal/tokens", "multipart/form-data; boundary=\"a; charset=utf-7")]
    public async Task Post_FormOfNoTypeOfOurs_Is415WithTheHeadersOfEveryAnswer(string path, string type)
    {
        using var visitor = await SignedInAsync();
        visitor.FormToken = await visitor.PageTokenAsync("/account");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("a=b"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await visitor.SendAsync(HttpMethod.Post, path, content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", 3, HttpStatusCode.UnsupportedMediaType, "does not read a request of this form")]
    [InlineData("application/x-www-form-urlencoded", 17 * 1024, HttpStatusCode.RequestEntityTooLarge, "This is too long to be taken")]
    public async Task Post_FormThatCannotBeRead_IsAnsweredWithWords(string type, int length, HttpStatusCode status, string words)
    {
        using var visitor = app.Visit();
        visitor.FormToken = await visitor.PageTokenAsync("/login");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(new string('a', length)));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await visitor.SendAsync(HttpMethod.Post, "/login", content, request => request.Headers.Accept.ParseAdd("text/html"));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<Visitor> SignedInAsync()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email, InstanceRole.Member);
        var visitor = await app.SignedInAsync(email);
        visitor.FormToken = null; // a header would count in place of the form's own
        return visitor;
    }

    private static Task<HttpResponseMessage> ChangeAsync(Visitor visitor, string token) => visitor.SubmitStaleAsync("/account", token, "password",
        ("Form.CurrentPassword", TestApp.Password), ("Form.Password", "violet anchor sundial"), ("Form.ConfirmPassword", "violet anchor sundial"));

    private string PathOf(HttpResponseMessage answer) => new Uri(new Uri(app.Address), answer.Headers.Location!).PathAndQuery;
}
