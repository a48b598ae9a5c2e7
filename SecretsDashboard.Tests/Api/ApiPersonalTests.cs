using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>Nothing that the organization shares lies beneath a person's own secrets: a personal token would give every Member its values.</summary>
public sealed class ApiPersonalTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Shared = ProjectAddress.Shared;

    [Fact]
    public async Task PersonalToken_WhateverIsShared_ReceivesNoneOfItAndItsRevisionStays()
    {
        var owner = (await api.App.SetUpOwnerAsync()).Caller;
        var secrets = api.App.Services.GetRequiredService<SecretStore>();
        await api.AddAsync(Shared, "BENEATH_BEFORE", ("production", "shared"));
        using var token = await TokenUser.MintAsync(api.App, ProjectAddress.Personal, "production");
        await api.AddAsync(ProjectAddress.Personal, "PRIVATE_KEY", ("production", "x"));
        var (tag, revision) = await SeenAsync();

        await api.AddAsync(Shared, "BENEATH_AFTER", ("production", "shared"));
        await api.AddAsync(Shared, "PRIVATE_KEY", ("production", "shared"));
        using (var draft = Given.Draft("BENEATH_AFTER", ("production", "other")))
        {
            Assert.True((await secrets.ChangeAsync(owner, Shared, draft, CancellationToken.None)).IsSaved);
        }
        await secrets.DeleteAsync(owner, Shared, "BENEATH_BEFORE", null, CancellationToken.None);

        Assert.Equal((tag, revision), await SeenAsync());
        using var unchanged = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => request.Headers.Add("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(["PRIVATE_KEY"], await ReceivedAsync(token));
        Assert.Equal("PRIVATE_KEY='x'\n", await (await token.GetAsync("/api/v1/secrets?format=dotenv")).Content.ReadAsStringAsync());
        Assert.Equal([("PRIVATE_KEY", false)], await KeysAsync(token));
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets/BENEATH_AFTER"), HttpStatusCode.NotFound, "not_found");
        // what is one's own does not uncover anything either
        (await token.SendAsync(HttpMethod.Delete, "/api/v1/secrets/PRIVATE_KEY")).Dispose();
        Assert.Empty(await ReceivedAsync(token));
        Assert.Empty(await KeysAsync(token));

        async Task<(string, long)> SeenAsync()
        {
            using var answer = await token.GetAsync("/api/v1/secrets");
            using var json = await ApiApp.JsonAsync(answer);
            return (answer.Headers.ETag!.ToString(), json.RootElement.GetProperty("revision").GetInt64());
        }
    }

    private static async Task<List<string>> ReceivedAsync(TokenUser token)
    {
        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/secrets"));
        return [.. json.RootElement.GetProperty("secrets").EnumerateObject().Select(each => each.Name)];
    }

    private static async Task<List<(string Key, bool Shared)>> KeysAsync(TokenUser token)
    {
        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/keys"));
        return [.. json.RootElement.GetProperty("keys").EnumerateArray().Select(each => (each.GetProperty("key").GetString()!, each.GetProperty("shared").GetBoolean()))];
    }
}
