using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Passkeys over HTTP: for this site's name alone, and whatever is sent in place of a real answer opens nothing and breaks nothing.</summary>
public sealed class PasskeyEndpointsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Options_OtherNameOfThisMachine_NameThisSiteAndWantThePerson()
    {
        using var visitor = app.Visit();
        using var begun = await visitor.SendAsync(HttpMethod.Post, "/login/passkey", null, request => request.Headers.Host = "127.0.0.1");

        using var options = JsonDocument.Parse(await begun.Content.ReadAsStringAsync());
        Assert.Equal("localhost", options.RootElement.GetProperty("rpId").GetString());
        Assert.Equal("required", options.RootElement.GetProperty("userVerification").GetString());
        Assert.False(options.RootElement.TryGetProperty("allowCredentials", out var allowed) && allowed.GetArrayLength() > 0);
        var cookie = begun.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith($"{visitor.CookieName("sd-passkey")}=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(options.RootElement.GetProperty("challenge").GetString()!, cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/passkeys", HttpStatusCode.Unauthorized)]
    [InlineData("/login/passkey", HttpStatusCode.Forbidden)]
    public async Task Options_WithoutASessionOrFromAnotherOrigin_AreRefused(string path, HttpStatusCode status)
    {
        using var visitor = app.Visit();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, null, request =>
        {
            if (status == HttpStatusCode.Forbidden)
            {
                request.Headers.Remove("Origin");
                request.Headers.Add("Origin", "https://evil.example");
            }
        });
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Options_NoAntiforgeryToken_AreRefused()
    {
        using var visitor = await app.SignedInAsync();
        visitor.FormToken = null;
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/account/passkeys", null);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{}}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":\"e30\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\",\"userHandle\":\"AAAA\"}}")]
    public async Task SignIn_NoRealAnswer_SaysNoAndOpensNothing(string credential)
    {
        await using var own = await TestApp.StartAsync();
        await own.SetUpOwnerAsync();
        using var visitor = own.Visit();
        using var begun = await visitor.SendAsync(HttpMethod.Post, "/login/passkey", null);

        using var answer = await visitor.SubmitAsync("/login", "passkey-sign-in", ("Passkey.Credential", credential));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This passkey was not accepted.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(visitor.CookieName("sd"), visitor.Cookies.GetAllCookies().Where(cookie => !cookie.Expired).Select(cookie => cookie.Name));
    }

    [Fact]
    public async Task Rename_AnothersPasskey_IsNotThere()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var visitor = await app.SignedInAsync(email);
        var grace = (await app.AccountAsync(email)).Caller;
        var ada = (await app.SetUpOwnerAsync()).Caller;
        var passkey = SecondFactorTests.Passkey(ada.UserId);
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(db =>
        {
            db.UserPasskeys.Add(passkey);
            return db.SaveChangesAsync();
        }, CancellationToken.None);
        var (store, id) = (app.Services.GetRequiredService<PasskeyStore>(), Convert.ToHexString(passkey.CredentialId));

        Assert.Empty(await store.ListAsync(grace, CancellationToken.None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => store.RenameAsync(grace, id, "Mine", CancellationToken.None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => store.RemoveAsync(grace, id, CancellationToken.None));
        foreach (var gone in (string?[])[id + "00", "no id", "", null])
        {
            Assert.Equal(AccountOutcome.PasskeyGone, await store.RenameAsync(grace, gone, "Mine", CancellationToken.None));
            Assert.Equal(AccountOutcome.PasskeyGone, await store.RemoveAsync(grace, gone, CancellationToken.None));
        }
        Assert.Equal("Name is required", (await store.RenameAsync(ada, id, "  ", CancellationToken.None)).Problem);
        Assert.True((await store.RenameAsync(ada, id.ToLowerInvariant(), " Old laptop ", CancellationToken.None)).IsDone);
        Assert.Equal(["Old laptop"], (await store.ListAsync(ada, CancellationToken.None)).Select(each => each.Name));
        Assert.True((await store.RemoveAsync(ada, id, CancellationToken.None)).IsDone);
        await using var read = await app.ReadAsync();
        Assert.False(await read.UserPasskeys.AnyAsync());
        var words = await read.Audit.AsNoTracking().Where(entry => entry.ActorId == ada.UserId).OrderBy(entry => entry.Seq).Select(entry => entry.Action).ToListAsync();
        Assert.Equal(["passkey.renamed", "passkey.removed"], words.TakeLast(2));
    }
}
