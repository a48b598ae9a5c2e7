using System.Text.RegularExpressions;
using SecretsDashboard.Tests.Cli;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Tokens;

/// <summary>The lines that a new token comes with do what they say, as pasted.</summary>
public sealed partial class TokenPlacesTests
{
    private static readonly string[] RunHere = ["This machine", "Agent", "Without the client"];

    [Fact]
    public async Task Lines_PastedIntoAShell_CountTheVariables()
    {
        await using var app = await TestApp.StartAsync();
        using var token = await TokenUser.MintAsync(app, await app.AddProjectAsync());
        using (await token.PutAsync("API_KEY", """{"value":"synthetic"}"""))
        {
        }
        var places = new TokenPlaces(app.Address, "bot", "API_KEY", "linux-x64", isSource: false).All.Where(place => RunHere.Contains(place.Name)).ToList();
        Assert.Equal(RunHere.Length, places.Count);
        foreach (var place in places)
        {
            await using var client = new Client(app.Address, "", () => ["synthetic"]);
            // what it needs stands in the lines
            client.Variables["SECRETS_URL"] = client.Variables["SECRETS_TOKEN"] = null;
            File.CreateSymbolicLink(Path.Combine(client.Home, "secrets"), Client.Program);

            var result = await client.ScriptAsync(place.Lines.Replace("{once}", token.Text, StringComparison.Ordinal));

            Assert.True(result.ExitCode == 0, $"{place.Name}: {result.Error}");
            Assert.Matches(place.Name == "Without the client" ? "^1\n$" : "^[0-9]+ variables\n$", result.Text);
        }
    }

    [Fact]
    public void Lines_EveryPlace_EndWithoutAProgramOfOnesOwn()
    {
        foreach (var system in new[] { "linux-x64", null })
        {
            var places = new TokenPlaces("https://secrets.example.com", "bot", null, system, isSource: false).All;
            Assert.Equal(["This machine", "Server", "Docker", "Compose", "GitHub Actions", "GitLab CI", ".NET", "Agent", "Without the client"], places.Select(place => place.Name));
            Assert.All(places, place =>
            {
                Assert.DoesNotContain("your-", place.Lines, StringComparison.Ordinal);
                Assert.DoesNotMatch(TokenInAddress(), place.Lines);
                Assert.Contains("https://secrets.example.com", place.Lines, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void Lines_OfAServerOnThisMachine_LetAContainerReachIt()
    {
        var docker = new TokenPlaces("http://localhost:5080", "bot", null, null, isSource: false).All.Single(place => place.Name == "Docker");
        Assert.Contains("--network host", docker.Lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unit_OfTheServer_IsOneThatSystemdTakes()
    {
        if (!Client.Finds("systemd-analyze"))
        {
            return;
        }
        var lines = new TokenPlaces("https://secrets.example.com", "bot", null, null, isSource: false).All.Single(place => place.Name == "Server").Lines;
        await using var client = new Client("http://localhost", "", () => []);
        var unit = Path.Combine(client.Home, "bot-secrets.service");
        await File.WriteAllTextAsync(unit, Unit().Match(lines).Groups[1].Value.Replace("/usr/local/bin/secrets", Client.Program, StringComparison.Ordinal));

        var result = await client.ScriptAsync($"systemd-analyze verify --man=no {unit}");

        Assert.True(result.ExitCode == 0 && !result.Error.Contains(unit, StringComparison.Ordinal), result.Error);
    }

    [GeneratedRegex(@"https?://\S*\{once\}")]
    private static partial Regex TokenInAddress();

    [GeneratedRegex(@"\.service <<'END'\n(.*?)^END$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Unit();
}
