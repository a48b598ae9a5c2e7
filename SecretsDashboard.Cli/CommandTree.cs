using System.CommandLine;

namespace SecretsDashboard.Cli;

/// <summary>
/// The commands, their options and their help. It has no option that takes a token or a value, and refuses wrong arguments
/// without repeating them: one of them might be either.
/// </summary>
internal static class CommandTree
{
    private const string About = """
        Hands the secrets of one environment to programs, and changes them.

        Settings: SECRETS_URL (http://localhost:5080; plain http to this machine only), SECRETS_TOKEN or --token-file, SECRETS_TIMEOUT (15 seconds a call, with all its tries).
        Needs of the system: OpenSSL (libssl) for https and for run --cache; nothing else.
        Exit codes: of run, the command's own; 1 no such secret, 64 usage, 65 a key, value or file breaks a rule, 66 input unreadable, 69 no server,
        74 output cannot be written, 75 try later, 77 token refused, 78 bad settings, 126 command not executable, 127 command not found.
        """;

    private static readonly Option<string?> TokenFileOption = new("--token-file")
    {
        Description = "A file with the token, mode 0600 or 0400 or as an orchestrator mounts it, instead of SECRETS_TOKEN. SECRETS_TOKEN_FILE_MODE=any takes it however it is kept.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Runs what the arguments say.</summary>
    /// <exception cref="ClientFailure">The arguments are wrong, or the command failed.</exception>
    public static int Run(string[] args)
    {
        var root = new RootCommand(About) { TokenFileOption };
        foreach (var command in (Command[])[RunOf(root, args), List(), Set(root, args), Delete(), Import(), Version()])
        {
            root.Add(command);
        }

        // an argument that starts with @ or [ is an argument
        root.Directives.Clear();
        var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw WrongArguments.Of(parsed.CommandResult.Command, [root, parsed.CommandResult.Command], args);
        }

        // without its handling of signals: the command run becomes decides what they do
        using var help = new StringWriter();
        var code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = help });
        StandardStreams.Write(help.ToString());
        return code;
    }

    private static Command RunOf(RootCommand root, string[] args)
    {
        var command = new Argument<string[]>("command") { Description = "After --: the program and its arguments.", Arity = ArgumentArity.ZeroOrMore };
        var only = new Option<string[]>("--only") { Description = "Hand over these keys only; each must exist.", HelpName = "KEY,…" };
        var preserve = new Option<bool>("--preserve-env") { Description = "Variables that are set already override secrets." };
        var cache = new Option<bool>("--cache") { Description = "Keep the answer, sealed under the token, and use it when the server itself does not answer." };
        var age = new Option<string?>("--cache-max-age") { Description = "How old a kept answer may be: 90s, 30m, 24h, 7d. Default: 24h.", HelpName = "AGE" };
        var run = new Command("run", "Start a command with the secrets as environment variables. If they cannot be had, it does not start.")
        {
            command, only, preserve, cache, age,
        };
        run.SetAction(parsed =>
        {
            // the command is exactly what stands after the first --
            var start = Array.IndexOf(args, "--") + 1;
            var keys = parsed.GetValue(only) ?? [];
            if (start == 0 || start == args.Length || args[start] == "" || parsed.GetValue(command)!.Length != args.Length - start)
            {
                throw WrongArguments.Of(run, [root, run], args);
            }

            return new RunCommand(ServerAddress.Read(), Token.Read(parsed.GetValue(TokenFileOption)), TimeLimit.Read())
            {
                Command = args[start..],
                Only = Keys(keys) ?? throw WrongArguments.Of(run, [root, run], args),
                PreserveEnvironment = parsed.GetValue(preserve),
                CacheAge = Age(parsed.GetValue(cache), parsed.GetValue(age)),
            }.Run();
        });
        return run;
    }

    private static string[]? Keys(string[] lists)
    {
        var keys = lists.SelectMany(static list => list.Split(',', StringSplitOptions.TrimEntries)).Distinct().ToArray();
        return keys.Contains("") ? null : keys;
    }

    private static TimeSpan? Age(bool isWanted, string? text) => (isWanted, text) switch
    {
        (false, null) => null,
        (false, _) => throw new ClientFailure(ExitCode.Usage, "--cache-max-age goes with --cache"),
        _ => Duration.Parse(text ?? "24h") ?? throw new ClientFailure(ExitCode.Usage, "--cache-max-age takes a number with s, m, h or d, up to a year: 24h"),
    };

    private static Command List()
    {
        var list = new Command("list", "Write the names of the secrets, one a line. Never a value.");
        list.SetAction(static parsed =>
        {
            using var client = Client(parsed);
            StandardStreams.Write(string.Concat(client.ListKeys().Names().Select(static name => name + "\n")));
            return ExitCode.Done;
        });
        return list;
    }

    private static Command Set(RootCommand root, string[] args)
    {
        var key = Key();
        var description = new Option<string?>("--description") { Description = "Its purpose, shown to everybody who sees the key.", HelpName = "TEXT" };
        var set = new Command("set", "Store a value. Piped input is kept byte for byte, a line break at its end included; on a terminal a hidden prompt asks for one line.")
        {
            key, description,
        };
        set.SetAction(parsed =>
        {
            var name = parsed.GetValue(key)!;
            name = name.Contains('=') ? throw WrongArguments.Of(set, [root, set], args) : Checked(name);
            using var client = Client(parsed);
            return SetCommand.Run(client, name, parsed.GetValue(description));
        });
        return set;
    }

    private static Command Delete()
    {
        var key = Key();
        var delete = new Command("delete", "Remove this environment's value; with the last one the secret is gone.") { key };
        delete.SetAction(parsed =>
        {
            var name = Checked(parsed.GetValue(key)!);
            using var client = Client(parsed);
            client.Delete(name);
            Notice.Write($"{name} deleted");
            return ExitCode.Done;
        });
        return delete;
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "A .env file, or - for standard input: UTF-8, NAME=value lines, # comments, 'literal', \"escaped\" and $'shell' quotes; nothing is interpolated.", HelpName = "FILE" };
        var skipInvalid = new Option<bool>("--skip-invalid") { Description = "Leave out the names and values that break a rule, instead of refusing the file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Store nothing, and write what would be. It needs the rights that storing needs." };
        var import = new Command("import", "Store a .env file, all of it or nothing: write where it went, and of each name whether it is new, changed, unchanged or left out.") { file, skipInvalid, dryRun };
        import.SetAction(parsed =>
        {
            using var client = Client(parsed);
            return ImportCommand.Run(client, parsed.GetValue(file)!, parsed.GetValue(skipInvalid), parsed.GetValue(dryRun));
        });
        return import;
    }

    private static Command Version()
    {
        var version = new Command("version", "Write this program's version.");
        version.SetAction(static _ => StandardStreams.Write($"secrets {ClientVersion.Text}\n"));
        return version;
    }

    private static Argument<string> Key() => new("key") { Description = "The secret's name: letters A to Z, digits and _.", HelpName = "KEY" };

    private static string Checked(string key) =>
        KeyRule.Problem(key) is { } problem ? throw new ClientFailure(ExitCode.BadData, $"the key {problem}") : key;

    private static ApiClient Client(ParseResult parsed) => new(ServerAddress.Read(), Token.Read(parsed.GetValue(TokenFileOption)), TimeLimit.Read());
}
