using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>Which folder may import which (docs/architecture.md), and what in a file breaks it.</summary>
internal static partial class ImportRule
{
    // the client's namespace: of its files the web project compiles the grammar of .env files, and how a file with a key or token is kept
    private const string Linked = "Cli";

    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["Encryption"] = [Linked],
        ["Ui"] = [],
        ["Data"] = ["Encryption"],
        ["Access"] = ["Data", "Encryption"],
        ["Attention"] = ["Access", "Data", "Ui"],
        ["Secrets"] = ["Access", "Attention", "Data", "Encryption", "Ui", Linked],
        ["Projects"] = ["Access", "Attention", "Data", "Encryption", "Ui"],
        ["Account"] = ["Access", "Data", "Encryption", "Ui"],
        ["Clients"] = ["Access", "Data", "Ui"],
        ["Members"] = ["Access", "Data", "Ui"],
        ["Tokens"] = ["Access", "Clients", "Data", "Ui"],
        ["Audit"] = ["Access", "Data", "Ui"],
        ["Overview"] = ["Access", "Attention", "Data", "Ui"],
        ["Settings"] = ["Access", "Data", "Ui"],
        ["Help"] = ["Data", "Secrets", "Ui"],
        ["Shell"] = ["Access", "Attention", "Data", "Help", "Ui"],
        ["Api"] = ["Access", "Data", "Encryption", "Secrets", "Ui"],
        ["Demo"] = ["Access", "Account", "Attention", "Data", "Members", "Projects", "Secrets", "Tokens", Linked],
        ["HostCommands"] = ["Encryption", "Data", "Access", "Ui", "Attention", "Secrets", "Projects", "Members", "Clients", "Tokens", "Audit", "Account", "Settings", "Overview", "Help", "Shell", "Api", "Demo"],
    };

    // a property may be called like a folder (House.Projects.Count): only what is a type there counts
    private static readonly HashSet<(string, string)> Types = SourceFile.All.SelectMany(file => WordRule.Types(file).Select(type => (file.Folder, type))).ToHashSet();

    /// <summary>What is wrong with the file, one line each.</summary>
    public static IEnumerable<string> Broken(SourceFile file)
    {
        if (file.IsMigration || file.Path is "Program.cs" or "_Imports.razor" || !(file.IsCSharp || file.IsRazor))
        {
            return [];
        }
        if (!Table.TryGetValue(file.Folder, out var allowed))
        {
            return [$"{file.Path}: the folder is not in the table"];
        }
        var text = RazorComments().Replace(LineComments().Replace(file.Text, ""), "");
        var spelledOut = SpelledOut().Matches(text).Where(match => Types.Contains((match.Groups["folder"].Value, match.Groups["type"].Value)));
        var named = Usings().Matches(text).Concat(spelledOut).Select(match => match.Groups["folder"].Value).Distinct();
        return named.Where(folder => folder != file.Folder && !allowed.Contains(folder)).Select(folder => $"{file.Path} imports {folder}");
    }

    /// <summary>The namespace a C# file should have, or null where it has it.</summary>
    public static string? WrongNamespace(SourceFile file)
    {
        if (!file.IsCSharp || file.IsMigration || file.Path == "Program.cs")
        {
            return null;
        }
        var folder = Path.GetDirectoryName(file.Path)!.Replace('/', '.');
        var wanted = $"namespace SecretsDashboard.{folder};";
        return file.Lines.Contains(wanted) ? null : $"{file.Path}: {wanted}";
    }

    // a use of a type of another folder: "Folder.Type", with or without the root namespace before it
    [GeneratedRegex(@"(?<![\w.""/>])(?:global::)?(?:SecretsDashboard\.)?(?<folder>Encryption|Data|Access|Ui|Attention|Secrets|Projects|Members|Clients|Tokens|Audit|Account|Settings|Overview|Help|Shell|Api|HostCommands)\.(?<type>[A-Z]\w*)")]
    private static partial Regex SpelledOut();

    [GeneratedRegex(@"^\s*(?:@|global )?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?SecretsDashboard\.(?<folder>\w+)", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex LineComments();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex RazorComments();
}
