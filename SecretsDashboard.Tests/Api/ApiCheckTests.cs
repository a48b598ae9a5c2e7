using System.Net;
using System.Text.Json;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>A token that may write and not read finds a stored value out by no number of guesses.</summary>
public sealed class ApiCheckTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Right = """{"value":"the right value"}""";

    [Fact]
    public async Task Put_SeventyGuessesOfAWriteOnlyToken_AreToldTenTimes()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "API_KEY", ("development", "the right value"));
        using var token = await TokenUser.MintAsync(api.App, project, rights: "write");

        var versions = new List<long>();
        for (var guess = 0; guess < 70; guess++)
        {
            versions.Add(await VersionAsync(token, Right));
        }

        Assert.Equal(Enumerable.Repeat(1L, 10).Concat(Enumerable.Range(2, 60).Select(version => (long)version)), versions);
        Assert.Equal(10, (await api.AuditAsync(token.Id)).Count(entry => entry is { Action: AuditAction.SecretChecked, Outcome: AuditLine.Matched }));
        Assert.Equal(61 + 1, await VersionAsync(token, """{"value":"another"}"""));
        Assert.Equal(62 + 1, await VersionAsync(token, """{"value":"another","description":"new"}"""));
    }

    [Fact]
    public async Task Put_AllTokensOfAProjectThatMayNotRead_ShareOneBudget()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "API_KEY", ("development", "the right value"), ("staging", "the right value"));
        using var first = await TokenUser.MintAsync(api.App, project, rights: "write list");
        using var second = await TokenUser.MintAsync(api.App, project, "staging", rights: "write");
        for (var guess = 0; guess < 10; guess++)
        {
            Assert.Equal(1, await VersionAsync(first, Right));
        }

        Assert.Equal(2, await VersionAsync(second, Right));

        var other = await api.App.AddProjectAsync();
        await api.AddAsync(other, "API_KEY", ("development", "the right value"));
        using var elsewhere = await TokenUser.MintAsync(api.App, other, rights: "write");
        Assert.Equal(1, await VersionAsync(elsewhere, Right));
    }

    [Fact]
    public async Task Put_TokenThatMayRead_IsToldAlwaysAndNotOnRecord()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "API_KEY", ("development", "the right value"));
        using var token = await TokenUser.MintAsync(api.App, project, rights: "read write");
        for (var guess = 0; guess < 20; guess++)
        {
            Assert.Equal(1, await VersionAsync(token, Right));
        }
        Assert.DoesNotContain(await api.AuditAsync(token.Id), entry => entry.Action == AuditAction.SecretChecked);
    }

    private static async Task<long> VersionAsync(TokenUser token, string body)
    {
        using var answer = await token.PutAsync("API_KEY", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var version = json.RootElement.GetProperty("version").GetInt64();
        Assert.Equal($"\"{version}\"", answer.Headers.ETag?.Tag);
        return version;
    }
}
