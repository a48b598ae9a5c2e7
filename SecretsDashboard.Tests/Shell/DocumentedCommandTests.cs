using System.Text.RegularExpressions;
using SecretsDashboard.Tests.Architecture;
using SecretsDashboard.Tests.Cli;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>
/// What README and manual tell somebody to type does what they say. Each command that they print stands here with the way it is kept true; one
/// that nobody put here fails.
/// </summary>
public sealed partial class DocumentedCommandTests
{
    // run here, as printed
    private const string Here = "here";

    // builds or tests: this run is one of these, PublishedCopyTests and DemoTests do others; what it names is looked for here
    private const string Builds = "builds";

    // changes the machine that it runs on
    private const string Machine = "machine";

    // somebody puts something of their own in its place
    private const string Own = "own";

    // takes the header as an argument, or through the pipe, and what it has to be
    private const string Curl = """
        #!/bin/sh
        case "$*" in
        *@-*/api/v1/*) test "$(cat)" = "Authorization: Bearer $SECRETS_TOKEN" ;;
        *@-*) test "$(cat)" = "Authorization: Bearer synthetic" ;;
        *) test "$2" = 'X-Key: synthetic' ;;
        esac

        """;

    private const string Program = "/opt/secretsdashboard/SecretsDashboard";
    private const string Settings = "--Storage:Directory=/var/lib/secretsdashboard/data --Encryption:MasterKeyFile=/etc/secretsdashboard/master.key --PublicOrigin=https://secrets.example.com";
    private const string Start = $"{Program} {Settings} --TrustedProxies:0=127.0.0.1/32 --TrustedProxies:1=::1/128";
    private const string Reset = $"{Program} reset-password ada@example.com {Settings}";

    private static readonly Dictionary<string, string> Known = new()
    {
        ["dotnet run --project SecretsDashboard"] = Builds,
        ["dotnet run --project SecretsDashboard -- demo"] = Builds,
        ["dotnet test"] = Builds,
        ["dotnet run -c Release --project bench"] = Builds,
        ["dotnet run -c Release --project bench -- pages"] = Builds,
        ["dotnet publish SecretsDashboard -c Release -o /opt/secretsdashboard"] = Builds,
        ["dotnet publish SecretsDashboard -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o /opt/secretsdashboard"] = Builds,
        ["dotnet publish SecretsDashboard -c Release -p:Client=linux-x64 -o /opt/secretsdashboard"] = Builds,
        ["dotnet publish SecretsDashboard.Cli -c Release -r linux-x64 -o out"] = Builds,
        ["dotnet format whitespace --verify-no-changes"] = Builds,
        ["dotnet tool restore"] = Builds,
        ["dotnet ef migrations add NAME -p SecretsDashboard -o Data/Migrations"] = Builds,
        ["SD_KILL_ROUNDS=200 dotnet test --filter KillJourney"] = Builds,
        ["SD_SCREENSHOT=1 dotnet test --filter FirstRun"] = Builds,
        ["SD_WRITE_RELEASED=1 dotnet test SecretsDashboard.Tests --filter FullyQualifiedName~ReleasedInstanceTests"] = Builds,
        ["export SECRETS_URL=https://secrets.example.com"] = Own,
        ["export SECRETS_TOKEN=sdt_…"] = Own,
        ["dotnet run --project SecretsDashboard.Cli --"] = Builds,
        ["curl -fsSLo secrets https://secrets.example.com/client/linux-x64/secrets && chmod +x secrets"] = Own,
        ["./secrets run -- sh -c 'echo \"$(env | wc -l) variables\"'"] = Here,
        ["./secrets run -- sh -c 'printf \"Authorization: Bearer %s\\n\" \"$GITHUB_TOKEN\" | curl -fsS -H @- https://api.github.com/rate_limit'"] = Here,
        ["secrets run -- sh -c 'printf \"Authorization: Bearer %s\\n\" \"$API_KEY\" | curl -fsS -H @- https://api.example.com/v1/me'"] = Here,
        ["secrets run -- sh -c ': \"${YOUR_KEY:?is missing}\"; echo \"it is there\"'"] = Here,
        ["printf 'Authorization: Bearer %s\\n' \"$SECRETS_TOKEN\" | curl -fsS -H @- \"$SECRETS_URL/api/v1/secrets/YOUR_KEY\""] = Here,
        ["secrets run -- node server.js"] = Here,
        ["secrets run --only API_KEY -- node bot.js"] = Here,
        ["secrets run -- node bot.js"] = Here,
        ["secrets run -- python3 bot.py"] = Here,
        ["secrets run -- dotnet Bot.dll"] = Here,
        ["secrets run -- sh -c 'curl -H \"X-Key: $API_KEY\" https://api.example.com'"] = Here,
        ["secrets list"] = Here,
        ["secrets set API_KEY < value.txt"] = Here,
        ["secrets import .env --dry-run"] = Here,
        ["secrets delete API_KEY"] = Here,
        [Start] = Here,
        [Reset] = Here,
        ["apt-get install gcc libc6-dev"] = Machine,
        ["useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin secretsdashboard"] = Machine,
        ["install -d -m 0700 -o secretsdashboard -g secretsdashboard /etc/secretsdashboard"] = Machine,
        ["(umask 077; openssl rand -hex 32 > /etc/secretsdashboard/master.key)"] = Machine,
        ["chown secretsdashboard:secretsdashboard /etc/secretsdashboard/master.key"] = Machine,
        ["chmod 0400 /etc/secretsdashboard/master.key"] = Machine,
        ["systemctl daemon-reload"] = Machine,
        ["systemctl enable --now secretsdashboard"] = Machine,
        ["journalctl -u secretsdashboard | grep 'Create the owner account'"] = Machine,
    };

    private static readonly string[] Changing = ["secrets import", "secrets set", "secrets delete"];
    private static readonly string Root = SourceFile.Root();
    private static readonly string[] Commands = [.. Pages().SelectMany(Printed).Distinct()];

    [Fact]
    public void Commands_EveryOneThatIsPrinted_IsKnown()
    {
        Assert.Equal(Known.Keys.Order(StringComparer.Ordinal), Commands.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DotNet_EveryCommand_NamesAProjectOrTestsThatAreThere()
    {
        var tests = typeof(DocumentedCommandTests).Assembly.GetTypes().Select(type => type.FullName!).ToList();
        foreach (var command in Commands.Where(command => Known.GetValueOrDefault(command) == Builds))
        {
            foreach (var project in Project().Matches(command).Select(match => match.Groups[1].Value))
            {
                Assert.True(Directory.EnumerateFiles(Path.Combine(Root, project), "*.csproj").Any(), $"{command}: no project {project}");
            }
            foreach (var filter in Filter().Matches(command).Select(match => match.Groups[1].Value))
            {
                Assert.True(tests.Exists(test => test.Contains(filter, StringComparison.Ordinal)), $"{command}: no test {filter}");
            }
        }
    }

    [Fact]
    public async Task Client_EveryLine_DoesWhatIsSaid()
    {
        await using var app = await TestApp.StartAsync();
        using var token = await TokenUser.MintAsync(app, await app.AddProjectAsync());
        foreach (var key in (string[])["API_KEY", "YOUR_KEY", "GITHUB_TOKEN"])
        {
            using var stored = await token.PutAsync(key, """{"value":"synthetic"}""");
        }
        await using var client = new Client(app.Address, token.Text, () => []);
        var programs = Directory.CreateDirectory(Path.Combine(client.Home, "programs")).FullName;
        foreach (var name in new[] { "node", "python3", "dotnet", "curl" })
        {
            var program = Path.Combine(programs, name);
            await File.WriteAllTextAsync(program, name == "curl" ? Curl : "#!/bin/sh\ntest \"$API_KEY\" = synthetic\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        await File.WriteAllTextAsync(Path.Combine(client.Home, "value.txt"), "synthetic value");
        await File.WriteAllTextAsync(Path.Combine(client.Home, ".env"), "NEW_KEY=synthetic\n");
        client.Variables["PATH"] = $"{programs}:{AppContext.BaseDirectory}:{client.Variables["PATH"]}";
        File.CreateSymbolicLink(Path.Combine(client.Home, "secrets"), Client.Program);
        // what changes something comes last
        var lines = Commands.Where(command => Known.GetValueOrDefault(command) == Here && OfTheClient().IsMatch(command)).OrderBy(command => Array.FindIndex(Changing, command.StartsWith)).ToList();

        var result = await client.ScriptAsync($"set -e\n{string.Join('\n', lines)}\n");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(15, lines.Count);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await token.GetAsync("/api/v1/secrets/API_KEY")).StatusCode);
    }

    [Fact]
    public async Task Server_StartAsPrinted_Listens()
    {
        using var folder = new ServerFolder();
        await using var server = Run(Start, folder, "--Urls=http://127.0.0.1:0");

        await server.WaitUntilListeningAsync();

        Assert.True(File.Exists(folder.Database) && File.Exists(folder.KeyFile));
    }

    [Fact]
    public async Task Server_ResetAsPrinted_GivesALink()
    {
        using var folder = new ServerFolder();
        (await ReleasedInstance.ReadAsync(Path.Combine(Root, "SecretsDashboard.Tests", "Data", "Released"))).RestoreTo(folder);
        await using var command = Run(Reset, folder);

        Assert.Equal(0, await command.ExitCodeAsync());
        Assert.True(command.Output.Contains("https://secrets.example.com/reset#", StringComparison.Ordinal), "no link was printed");
    }

    private static ServerProcess Run(string command, ServerFolder folder, params string[] more) => ServerProcess.Run(AppContext.BaseDirectory, folder.Root,
    [
        .. command.Split(' ')[1..].Select(part => part.Replace("/var/lib/secretsdashboard/data", folder.Data, StringComparison.Ordinal).Replace("/etc/secretsdashboard/master.key", folder.KeyFile, StringComparison.Ordinal)),
        .. more,
    ]);

    private static IEnumerable<string> Pages() =>
    [
        .. Directory.EnumerateFiles(Root, "*.md").Where(page => Path.GetFileName(page) != "CHANGELOG.md"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs", "help"), "*.md"),
        Path.Combine(Root, "bench", "README.md"),
        Path.Combine(Root, "SecretsDashboard.Tests", "Data", "Released", "README.md"),
    ];

    /// <summary>The lines of a page's shell blocks, without comments, and the commands of <c>dotnet</c> and <c>apt-get</c> within its sentences.</summary>
    private static IEnumerable<string> Printed(string page)
    {
        var text = File.ReadAllText(page);
        return Block().Matches(text).SelectMany(block => Continued().Replace(block.Groups[1].Value, " ").Split('\n'))
            .Concat(Inline().Matches(text).Select(match => match.Groups[1].Value))
            .Select(line => Comment().Replace(line, "").Trim()).Where(line => line != "");
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`((?:SD_\w+=\w+ )?(?:dotnet|apt-get) [^`]* [^`]*|dotnet (?:test|tool [^`]*))`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^(?:\./)?secrets |SECRETS_TOKEN\b.*\bcurl ")]
    private static partial Regex OfTheClient();

    [GeneratedRegex(@" *\\\n *")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\s{2,}#.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:--project|publish|-p|dotnet test) (\w\S*)")]
    private static partial Regex Project();

    [GeneratedRegex(@"--filter (?:FullyQualifiedName~)?(\w+)")]
    private static partial Regex Filter();
}
