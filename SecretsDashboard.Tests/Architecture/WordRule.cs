using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>Where values may be named, and words that no type may have in its name.</summary>
internal static partial class WordRule
{
    private static readonly string[] Files =
    [
        "Secrets/SecretChanges.cs", "Secrets/SecretDraft.cs", "Secrets/SecretBody.cs", "Secrets/SecretFormReader.cs", "Secrets/ValueWriter.cs", "Secrets/SecretEndpoints.cs",
    ];

    private static readonly string[] Forbidden = ["Manager", "Helper", "Util", "Common", "Base", "Info", "Process"];

    // words in which one of the forbidden ones is only a part
    private static readonly string[] Harmless = ["Database", "Processing", "Information"];

    /// <summary>True where the file names plaintext without being one of the rooms for it.</summary>
    public static bool NamesPlaintext(SourceFile file) =>
        file.Text.Contains("plaintext", StringComparison.OrdinalIgnoreCase)
        && file.Folder is not ("Encryption" or "Api")
        && !Files.Contains(file.Path)
        && !file.Path.StartsWith("Ui/ValueField", StringComparison.Ordinal);

    /// <summary>The types of a file whose names have a forbidden word in them.</summary>
    public static IEnumerable<string> ForbiddenNames(SourceFile file) =>
        Types(file).Where(name => Forbidden.Any(word => Harmless.Aggregate(name, (left, part) => left.Replace(part, "", StringComparison.Ordinal)).Contains(word, StringComparison.Ordinal)))
            .Select(name => $"{file.Path}: {name}");

    /// <summary>The top-level types of a C# file.</summary>
    public static IEnumerable<string> Types(SourceFile file) =>
        file.IsCSharp ? Type().Matches(file.Text).Select(match => match.Groups["name"].Value)
        : file.IsRazor ? [Path.GetFileNameWithoutExtension(file.Path)]
        : [];

    [GeneratedRegex(@"^(?:public |internal |file |static |sealed |abstract |partial |readonly |ref |unsafe )*(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?\[\]., ]+?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Type();
}
