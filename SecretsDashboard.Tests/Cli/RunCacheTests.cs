extern alias cli;

using System.Text;
using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>When `secrets run --cache` uses what it kept, and when it must not.</summary>
public sealed class RunCacheTests : ClientTest
{
    private string Folder => Path.Combine(Client.Home, "cache", "secrets");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["KEY"] = "canary-value";
        Client.Variables["XDG_CACHE_HOME"] = Path.Combine(Client.Home, "cache");
    }

    [Fact]
    public async Task Run_ServerGone_UsesTheKeptAnswerAndSaysItsAge()
    {
        (await PrintAsync("--cache")).AssertDone("canary-value");
        await Api.StopAsync();

        var result = await PrintAsync("--cache");

        Assert.Equal((0, "canary-value"), (result.ExitCode, result.Text));
        Assert.Matches("^secrets: using the answer that the server gave \\d+ s ago, because the server cannot be reached[^\n]*\n$", result.Error);
        Client.Variables["SECRETS_TIMEOUT"] = "1";
        (await PrintAsync()).AssertRefused(69);
        Client.Variables["SECRETS_TOKEN"] = StubApi.Token[..^1] + "Z";
        (await PrintAsync("--cache")).AssertRefused(69, "cache has no answer");
    }

    [Fact]
    public async Task Run_WithoutTheOption_KeepsNothing()
    {
        (await PrintAsync()).AssertDone("canary-value");

        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData(502, null, true)]
    [InlineData(503, null, true)]
    [InlineData(504, null, true)]
    [InlineData(503, "audit_unavailable", false)]
    [InlineData(503, "unavailable", false)]
    [InlineData(500, null, true)]
    [InlineData(511, null, true)]
    [InlineData(401, null, true)]
    [InlineData(403, null, true)]
    [InlineData(404, null, true)]
    [InlineData(301, null, true)]
    [InlineData(503, "integrity_failed", false)]
    [InlineData(401, "unauthorized", false)]
    [InlineData(403, "forbidden", false)]
    [InlineData(404, "not_found", false)]
    [InlineData(429, "rate_limited", false)]
    public async Task Run_Refusal_UsesTheKeptAnswerUnlessTheServerItselfSpeaks(int status, string? code, bool isUsed)
    {
        Keep(TimeSpan.FromMinutes(5));
        Api.Refuse(status, code);

        var result = await PrintAsync("--cache");

        Assert.Equal(isUsed ? "canary-kept" : "", result.Text);
        Assert.Equal(isUsed, result.ExitCode == 0);
        Assert.Single(Api.Requests);
        Assert.Equal(code is not ("unauthorized" or "forbidden"), Directory.GetFiles(Folder).Length == 1);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html>canaryServerText: sign in to this network</html>", "text/html")]
    public async Task Run_SomethingElseAnswers_UsesAndDoesNotReplaceTheKeptAnswer(string answer, string type = "application/json")
    {
        Keep(TimeSpan.FromMinutes(5));
        Api.Reply(answer, type);

        Assert.Equal("canary-kept", (await PrintAsync("--cache")).Text);
        Assert.Equal("canary-kept", (await PrintAsync("--cache")).Text);
    }

    [Fact]
    public async Task Run_ServerGivesABadKey_NeitherUsesNorReplacesTheKeptAnswer()
    {
        Keep(TimeSpan.FromMinutes(5));
        Api.Reply("{\"secrets\":{\"PATH\":\"x\"}}");
        Assert.NotEqual(0, (await PrintAsync("--cache")).ExitCode);

        await Api.StopAsync();

        Assert.Equal("canary-kept", (await PrintAsync("--cache")).Text);
    }

    [Theory]
    [InlineData(23.9, null, true)]
    [InlineData(24.1, null, false)]
    [InlineData(24.1, "25h", true)]
    [InlineData(0.9, "1h", true)]
    [InlineData(1.1, "60m", false)]
    [InlineData(-1, null, false)]
    public async Task Run_Age_IsLimited(double hours, string? limit, bool isUsed)
    {
        Keep(TimeSpan.FromHours(hours));
        await Api.StopAsync();

        Client.Variables["SECRETS_TIMEOUT"] = "1";
        var result = await PrintAsync(limit is null ? ["--cache"] : ["--cache", "--cache-max-age", limit]);

        Assert.Equal(isUsed ? (0, "canary-kept") : (69, ""), (result.ExitCode, result.Text));
    }

    [Fact]
    public async Task Run_Tampered_IsAsIfAbsent()
    {
        Keep(TimeSpan.FromMinutes(5));
        var file = Assert.Single(Directory.GetFiles(Folder));
        var content = await File.ReadAllBytesAsync(file);
        content[^20] ^= 1;
        await File.WriteAllBytesAsync(file, content);
        await Api.StopAsync();
        Client.Variables["SECRETS_TIMEOUT"] = "1";

        (await PrintAsync("--cache")).AssertRefused(69, "cache has no answer");
    }

    [Fact]
    public async Task Run_CacheCannotBeWritten_StartsAndSaysSo()
    {
        await File.WriteAllTextAsync(Path.Combine(Client.Home, "cache"), "a file in the folder's place");

        var result = await PrintAsync("--cache");

        Assert.Equal((0, "canary-value"), (result.ExitCode, result.Text));
        Assert.Contains("could not be kept", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoCacheVariable_KeepsUnderHome()
    {
        Client.Variables["XDG_CACHE_HOME"] = "relative";

        (await PrintAsync("--cache")).AssertDone("canary-value");

        Assert.Single(Directory.GetFiles(Path.Combine(Client.Home, ".cache", "secrets")));
    }

    private void Keep(TimeSpan age) =>
        new AnswerCache(Folder, ServerAddress.Parse(Api.Address), Token.Parse(StubApi.Token)!, new Past(age)).Keep(Encoding.UTF8.GetBytes("{\"secrets\":{\"KEY\":\"canary-kept\"}}"), TimeSpan.FromHours(24));

    private Task<ClientResult> PrintAsync(params string[] options) => Client.RunAsync(["run", .. options, "--", "sh", "-c", "printf %s \"$KEY\""]);

    private sealed class Past(TimeSpan age) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - age;
    }
}
