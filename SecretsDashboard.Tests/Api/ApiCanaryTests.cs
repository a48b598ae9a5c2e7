using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SecretsDashboard.Tests.Cli;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>
/// Values and a token go through the API and the client, also where they are refused, and are then looked for everywhere they must
/// not be: the log at its most talkative, the disk after a kill, what the client says, what refusals answer.
/// </summary>
public sealed class ApiCanaryTests
{
    private readonly List<string> values = [];
    private readonly StringBuilder said = new();
    private string token = "";

    [Fact]
    public async Task Values_SetAndDeliveredByPrograms_LieNowhereInClear()
    {
        using var folder = new ServerFolder();
        await using (var first = await FirstProject.MakeAsync(folder, "canaries"))
        {
            token = await first.MintAsync("development", "canary");
            first.Visitor.Dispose();
        }
        string log;
        await using (var server = await ServerProcess.StartAsync(folder, 0, [.. CanarySearch.Talkative, "--Limits:FailedTokensPerMinute=0"]))
        {
            await UseTheApiAsync(server.Address);
            await UseTheClientAsync(server.Address);
            await server.KillAsync();
            log = server.Output + server.Errors;
        }
        Assert.Contains("dbug: Microsoft.AspNetCore", log, StringComparison.Ordinal);
        var materials = await CanarySearch.LeftByAsync(folder);
        materials.Add("what the client said and refusals answered", Encoding.UTF8.GetBytes(said.ToString()));
        materials.Add("the log", Encoding.UTF8.GetBytes(log));
        // of the token what is secret: its id may be known
        CanarySearch.AssertNowhere([.. values, token[17..]], materials);
    }

    private async Task UseTheApiAsync(string address)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        for (var number = 0; number < 10; number++)
        {
            Assert.True((await PutAsync($"CANARY_{number}", $$"""{"value":"{{Value()}}","description":"number {{number}}"}""")).IsSuccessStatusCode);
        }
        foreach (var path in (string[])["/api/v1/secrets", "/api/v1/secrets?format=dotenv", "/api/v1/secrets/CANARY_3"])
        {
            using var answer = await http.GetAsync(path);
            Assert.Contains(values[3], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        foreach (var query in (string[])["?dryRun=true", "", "?skipInvalid=true"])
        {
            using var imported = await http.PostAsync($"/api/v1/import{query}", File($"IMPORTED='{Value()}'\n{(query.Contains("skip", StringComparison.Ordinal) ? $"PATH={Value()}\nRUN=`{Value()}`" : "")}"));
            Assert.True(imported.IsSuccessStatusCode);
        }
        await RefusedAsync(HttpStatusCode.BadRequest, http.PostAsync("/api/v1/import", File($"IMPORTED=\"{Value()}\nPATH=x")));
        await RefusedAsync(HttpStatusCode.BadRequest, http.PostAsync("/api/v1/import", File($"PATH={Value()}\nIMPORTED={Value()}")));
        await RefusedAsync(HttpStatusCode.BadRequest, PutAsync("PATH", $$"""{"value":"{{Value()}}"}"""));
        await RefusedAsync(HttpStatusCode.BadRequest, PutAsync("lower", $$"""{"value":"{{Value()}}"}"""));
        await RefusedAsync(HttpStatusCode.BadRequest, PutAsync("CANARY_1", $$"""{"value":"{{Value()}}\ud800"}"""));
        await RefusedAsync(HttpStatusCode.BadRequest, PutAsync("CANARY_1", $$"""{"value":"{{Value()}}" """));
        await RefusedAsync(HttpStatusCode.BadRequest, PutAsync("CANARY_1", $$"""{"{{Value()}}":["{{Value()}}"]}"""));
        await RefusedAsync(HttpStatusCode.BadRequest, PutAsync("CANARY_1", $$"""{"value":"{{Value()}}{{new string('x', 70_000)}}"}"""));
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, PutAsync("CANARY_1", $$"""{"value":"{{Value()}}{{new string('x', 600_000)}}"}"""));
        await RefusedAsync(HttpStatusCode.PreconditionFailed, PutAsync("CANARY_1", $$"""{"value":"{{Value()}}"}""", "\"99\""));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{token[..17]}{new string('0', 49)}");
        await RefusedAsync(HttpStatusCode.Unauthorized, PutAsync("CANARY_1", $$"""{"value":"{{Value()}}"}"""));
        http.DefaultRequestHeaders.Authorization = null;
        await RefusedAsync(HttpStatusCode.Unauthorized, http.GetAsync($"/api/v1/secrets?token={token[..16]}"));

        static StringContent File(string text) => new(text, Encoding.UTF8, "text/plain");

        Task<HttpResponseMessage> PutAsync(string key, string body, string? match = null)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/secrets/{key}") { Content = Visitor.Json(body) };
            if (match is not null)
            {
                request.Headers.Add("If-Match", match);
            }
            return http.SendAsync(request);
        }
    }

    private async Task RefusedAsync(HttpStatusCode status, Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.Equal(status, answer.StatusCode);
        said.AppendLine(await answer.Content.ReadAsStringAsync());
    }

    private async Task UseTheClientAsync(string address)
    {
        await using var client = new Client(address, token, () => values);
        await File.WriteAllTextAsync(Path.Combine(client.Home, ".env"), $"IMPORTED_1={Value()}\nIMPORTED_2=\"{Value()}\"\n");
        await File.WriteAllTextAsync(Path.Combine(client.Home, "broken.env"), $"IMPORTED_3={Value()}\nIMPORTED_4=\"{Value()}\n");
        foreach (var (expected, command) in new (int, string[])[]
        {
            (0, ["set", "CANARY_SET"]), (65, ["set", "PATH"]), (0, ["import", ".env"]), (65, ["import", "broken.env"]), (0, ["list"]),
            (0, ["run", "--cache", "--", "true"]), (127, ["run", "--", "no-such-program"]), (0, ["delete", "CANARY_SET"]), (1, ["delete", "CANARY_SET"]),
        })
        {
            var result = await client.RunAsync(Encoding.UTF8.GetBytes(Value()), command);
            Assert.True(expected == result.ExitCode, $"{string.Join(' ', command)}: {result.ExitCode}");
            said.AppendLine(result.Text).AppendLine(result.Error);
        }
        File.Delete(Path.Combine(client.Home, ".env"));
        File.Delete(Path.Combine(client.Home, "broken.env"));
        // what is left is the sealed cache
        foreach (var file in Directory.EnumerateFiles(client.Home, "*", SearchOption.AllDirectories))
        {
            said.AppendLine(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        }
    }

    private string Value()
    {
        values.Add(CanarySearch.Value(24 + values.Count));
        return values[^1];
    }
}
