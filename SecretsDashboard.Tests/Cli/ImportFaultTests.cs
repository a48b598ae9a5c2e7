using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SecretsDashboard.Tests.Cli;

/// <summary>`secrets import` where the server is down, someone else, or refuses: the exit code and one line.</summary>
public sealed class ImportFaultTests : ClientTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await File.WriteAllTextAsync(Path.Combine(Client.Home, ".env"), "ONE=canary-value\n");
    }

    [Fact]
    public async Task Import_ServerDown_Is69()
    {
        await Api.StopAsync();

        (await Client.RunAsync("import", ".env")).AssertRefused(69, "cannot be reached");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>canaryServerText</html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"project":"bot","environment":"production","stored":1}""")]
    [InlineData("""{"project":"bot","environment":"production","stored":1,"entries":[null]}""")]
    [InlineData("""{"project":"bot","environment":"production","stored":1,"entries":[{"line":1,"key":"ONE"}]}""")]
    [InlineData("""{"project":"bot","environment":"production","entries":[]}""")]
    public async Task Import_Garbage_Is69(string body)
    {
        Api.Reply(body);

        (await Client.RunAsync("import", ".env")).AssertRefused(69, "SECRETS_URL");
    }

    [Theory]
    [InlineData(400, "invalid_file", 69, "SECRETS_URL")]
    [InlineData(400, "invalid_request", 69, "HTTP 400")]
    [InlineData(401, "unauthorized", 77, "Tokens page")]
    [InlineData(404, "not_found", 69, "update the server")]
    [InlineData(409, "project_full", 75, "full")]
    [InlineData(503, "unavailable", 69, "storage")]
    public async Task Import_Refusal_HasItsCodeAndHint(int status, string problem, int code, string hint)
    {
        Api.Refuse(status, problem);

        (await Client.RunAsync("import", ".env")).AssertRefused(code, hint);
    }

    [Fact]
    public async Task Import_NamesAndRulesFromTheServer_AreFitForATerminal()
    {
        object[] problems = [new { line = 1, key = "A\u001B[31mB", rule = "no \u0007 bell\nand no line" }];
        Api.Answer = context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsJsonAsync(new { code = "invalid_file", problems }, (JsonSerializerOptions?)null, "application/problem+json");
        };

        (await Client.RunAsync("import", ".env")).AssertRefused(65, "line 1, A?[31mB: no ? bell?and no line; nothing was stored");
        Assert.Equal(["POST /api/v1/import"], Api.Requests);
    }
}
