using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Over HTTP: a session whose person lacks a required second factor opens the set-up and the way out, and no page, circuit or endpoint else.</summary>
public sealed class LimitedSessionsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Session_WithoutTheRequiredFactor_IsLedToTheSetUpFromEverywhere()
    {
        var project = await app.AddProjectAsync();
        using var before = await app.SignedInAsync();
        await using var circuit = await CircuitClient.OpenAsync(before);
        await circuit.StartCircuitAsync();
        await RequireAsync(true);
        try
        {
            using var after = app.Visit();
            using var signedIn = await after.SubmitAsync("/login", "sign-in", ("Form.Email", TestApp.OwnerEmail), ("Form.Password", TestApp.Password));
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
            after.FormToken = before.FormToken;
            foreach (var visitor in (Visitor[])[before, after])
            {
                foreach (var page in (string[])["/", "/projects", $"/projects/{project}", "/members", "/audit", "/settings", "/nothing-here"])
                {
                    using var answer = await visitor.OpenAsync(page);
                    Assert.Equal((page, HttpStatusCode.Redirect, "/account"), (page, answer.StatusCode, answer.Headers.Location?.OriginalString));
                }
                using var negotiate = await visitor.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null);
                using var save = await visitor.SaveAsync(HttpMethod.Post, $"/projects/{project}/secrets", new { key = "API_KEY", value = "synthetic", same = true });
                using var invite = await visitor.SaveAsync(HttpMethod.Post, "/members/invitations", new { email = "x@example.com", role = "Member" });
                using var export = await visitor.FetchAsync("/audit/export");
                Assert.All([negotiate, save, invite, export], answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
                using var state = await visitor.FetchAsync("/account/session/state");
                Assert.Equal("limited", await state.Content.ReadAsStringAsync());
                using var account = await visitor.OpenAsync("/account");
                Assert.Contains("This server requires a second factor.", await account.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                using var setUp = await visitor.OpenAsync("/account/authenticator");
                Assert.Equal(HttpStatusCode.OK, setUp.StatusCode);
                using var style = await visitor.OpenAsync("/theme.css");
                Assert.Equal(HttpStatusCode.OK, style.StatusCode);
            }
            await using var db = await app.ReadAsync();
            Assert.False(await db.Secrets.AnyAsync());

            await Phone.SetUpAsync(app.Services, (await app.AccountAsync(TestApp.OwnerEmail)).Caller);
            using var opened = await before.OpenAsync($"/projects/{project}");
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }
        finally
        {
            await RequireAsync(false);
        }
    }

    private Task<int> RequireAsync(bool required) => app.Services.GetRequiredService<WriteGate>()
        .WriteAsync(db => db.Instance.ExecuteUpdateAsync(set => set.SetProperty(row => row.RequiresSecondFactor, required)), CancellationToken.None);
}
