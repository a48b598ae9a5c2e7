using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Cli;

/// <summary>The whole way: a secret saved on the real server, the real client, a real program that receives it.</summary>
public sealed class DeliveryTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Value = "synthetic \"quoted\" $HOME\nsecond line 😀";

    [Fact]
    public async Task Run_ProgramsOfAllKinds_ReceiveTheValue()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "API_KEY", ("production", Value));
        using var token = await TokenUser.MintAsync(api.App, project, "production", "read");
        await using var client = new Client(api.App.Address, token.Text, () => [Value]);
        List<string[]> programs = [["sh", "-c", "printf %s \"$API_KEY\""]];
        if (Client.Finds("node"))
        {
            programs.Add(["node", "-e", "process.stdout.write(process.env.API_KEY)"]);
        }
        if (Client.Finds("python3"))
        {
            programs.Add(["python3", "-c", "import os, sys; sys.stdout.buffer.write(os.environb[b'API_KEY'])"]);
        }
        foreach (var program in programs)
        {
            var result = await client.RunAsync(["run", "--", .. program]);
            Assert.Equal((0, "", Value), (result.ExitCode, result.Error, result.Text));
        }
        Assert.Contains(await api.AuditAsync(token.Id), entry => entry.Action == AuditAction.SecretsDelivered);
    }

    [Fact]
    public async Task Run_LineOfTheCheckInThePanel_SaysThatItArrivedAndNotWhatItIs()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "API_KEY", ("production", "synthetic"));
        using var token = await TokenUser.MintAsync(api.App, project, "production", "read");
        await using var client = new Client(api.App.Address, token.Text, () => ["synthetic"]);
        var line = new SecretCheck("API_KEY", "production", [], null, []).Command;
        var parts = line.Split('\'');
        Assert.Equal(("secrets run --only API_KEY -- sh -c ", ""), (parts[0], parts[2]));

        var result = await client.RunAsync([.. parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..], parts[1]]);

        Assert.Equal((0, "API_KEY arrived: 9 characters"), (result.ExitCode, result.Text.TrimEnd()));
    }

    [Fact]
    public async Task Run_OneTokenForEachEnvironment_GivesEachItsOwn()
    {
        var project = await api.App.AddProjectAsync();
        string[] environments = ["development", "staging", "production"];
        await api.AddAsync(project, "WHERE", [.. environments.Select(environment => (environment, $"value of {environment}"))]);
        foreach (var environment in environments)
        {
            using var token = await TokenUser.MintAsync(api.App, project, environment, "read");
            await using var client = new Client(api.App.Address, token.Text, () => []);
            (await client.RunAsync("run", "--", "sh", "-c", "printf %s \"$WHERE\"")).AssertDone($"value of {environment}");
        }
    }

    [Fact]
    public async Task Commands_SetListImportDelete_DoWhatTheySay()
    {
        var project = await api.App.AddProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);
        await using var client = new Client(api.App.Address, token.Text, () => [Value, "imported one"]);

        Assert.Equal(0, (await client.RunAsync(Encoding.UTF8.GetBytes(Value), "set", "API_KEY", "--description", "for the bot")).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(client.Home, ".env"), "# comment\nexport ONE='imported one'\nTWO=\"two\\nlines\"\n");
        Assert.Equal(0, (await client.RunAsync("import", ".env")).ExitCode);
        Assert.Equal("API_KEY\nONE\nTWO\n", (await client.RunAsync("list")).Text);
        (await client.RunAsync("run", "--", "sh", "-c", "printf %s \"$API_KEY|$ONE|$TWO\"")).AssertDone($"{Value}|imported one|two\nlines");
        Assert.Equal(0, (await client.RunAsync("delete", "ONE")).ExitCode);
        Assert.Equal(1, (await client.RunAsync("delete", "ONE")).ExitCode);
        Assert.Equal("API_KEY\nTWO\n", (await client.RunAsync("list")).Text);
        (await client.RunAsync("set", "PATH")).AssertRefused(65, "PATH");
    }

    [Fact]
    public async Task Run_TokenRevokedOrWithoutTheRight_DoesNotStart()
    {
        var project = await api.App.AddProjectAsync();
        using var revoked = await TokenUser.MintAsync(api.App, project);
        using var lister = await TokenUser.MintAsync(api.App, project, rights: "list");
        await api.App.Services.GetRequiredService<TokenStore>().RevokeAsync((await api.App.SetUpOwnerAsync()).Caller, project, revoked.Id, CancellationToken.None);
        foreach (var (token, words) in new[] { (revoked, "refused the token"), (lister, "lacks the right") })
        {
            await using var client = new Client(api.App.Address, token.Text, () => []);
            (await client.RunAsync("run", "--", "touch", "started")).AssertRefused(77, words);
            Assert.False(File.Exists(Path.Combine(client.Home, "started")));
        }
    }
}
