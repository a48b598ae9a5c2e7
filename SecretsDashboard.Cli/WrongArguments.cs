using System.CommandLine;

namespace SecretsDashboard.Cli;

/// <summary>
/// Says what is wrong with arguments that cannot be carried out: an option or a command that does not exist, with the one that was probably meant, an option
/// without its value, a value that stands in the command line. It repeats the name of an option and nothing else: anything else might be a value.
/// </summary>
internal static class WrongArguments
{
    private const int LongestName = 24;

    /// <summary>The failure for what was given to a command.</summary>
    /// <param name="command">The command that was found; the root, if none was.</param>
    /// <param name="path">The root, and the command below it.</param>
    /// <param name="args">All arguments as they were given.</param>
    public static ClientFailure Of(Command command, IReadOnlyList<Command> path, IReadOnlyList<string> args)
    {
        var usage = Usage(command);
        var problem = Problem(command, [.. path.SelectMany(static part => part.Options)], [.. args.TakeWhile(static argument => argument != "--")]);
        return new(ExitCode.Usage, problem is null ? usage : $"{problem}; {usage}");
    }

    private static string? Problem(Command command, IReadOnlyList<Option> options, IReadOnlyList<string> args)
    {
        var plain = new List<string>();
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at].Split('=')[0];
            if (name.Length < 2 || name[0] != '-')
            {
                plain.Add(args[at]);
            }
            else if (options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name)) is not { } option)
            {
                return $"there is no option {Shown(name)}{Nearest(name, options.Select(static option => option.Name))}";
            }
            else if (option.Arity.MinimumNumberOfValues > 0 && !args[at].Contains('='))
            {
                at++;
                if (at == args.Count)
                {
                    return $"{option.Name} needs {option.HelpName} after it";
                }
            }
        }

        return command is RootCommand ? plain is [var unknown, ..] ? $"there is no such command{Nearest(unknown, command.Subcommands.Select(static part => part.Name))}" : null
            : command.Name == "set" && plain.Count > 1 && (plain.Count > 2 || plain[1].Contains('=')) ? "a value does not belong into the command line, where others see it and the shell keeps it: nothing was stored"
            : null;
    }

    private static string Shown(string name) =>
        name.Length <= LongestName && !name.StartsWith("---", StringComparison.Ordinal) && name.All(static character => char.IsAsciiLetter(character) || character == '-') ? name : "like that";

    private static string Nearest(string name, IEnumerable<string> known)
    {
        var nearest = known.MinBy(other => Distance(name, other));
        return nearest is not null && Distance(name, nearest) <= Math.Max(2, nearest.Length / 3) ? $"; the nearest is {nearest}" : "";
    }

    // how many letters must be changed, added or left out (Levenshtein)
    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var cost = first[i - 1] == second[j - 1] ? diagonal : 1 + Math.Min(diagonal, Math.Min(row[j - 1], row[j]));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }

    private static string Usage(Command command) => command.Name switch
    {
        "run" => "usage: secrets run [--preserve-env] [--only KEY,…] [--cache [--cache-max-age 24h]] -- command [arg …]",
        "list" => "usage: secrets list",
        "set" => "usage: secrets set KEY [--description TEXT]; the value comes from standard input or a prompt, never from an argument",
        "delete" => "usage: secrets delete KEY",
        "import" => "usage: secrets import FILE|- [--skip-invalid] [--dry-run]",
        "version" => "usage: secrets version",
        _ => "usage: secrets run|list|set|delete|import|version; secrets --help explains them",
    };
}
