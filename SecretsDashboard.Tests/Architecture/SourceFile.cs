namespace SecretsDashboard.Tests.Architecture;

/// <summary>One source file of the web project: its path from the project's folder, and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] Extensions = [".cs", ".razor", ".js", ".css"];

    /// <summary>All source files of the web project, without what is generated.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = Read(System.IO.Path.Combine(Root(), "SecretsDashboard"));

    /// <summary>All C# files of the tests.</summary>
    public static IReadOnlyList<SourceFile> Tests { get; } = Read(System.IO.Path.Combine(Root(), "SecretsDashboard.Tests"));

    /// <summary>All source files of the client.</summary>
    public static IReadOnlyList<SourceFile> Client { get; } = Read(System.IO.Path.Combine(Root(), "SecretsDashboard.Cli"));

    /// <summary>The first folder of the path; empty at the top.</summary>
    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.IndexOf('/', StringComparison.Ordinal)] : "";

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public bool IsMigration => Path.StartsWith("Data/Migrations/", StringComparison.Ordinal);

    public string[] Lines => Text.Split('\n');

    private static List<SourceFile> Read(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Where(file => Extensions.Contains(System.IO.Path.GetExtension(file)))
        .Select(file => new SourceFile(System.IO.Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)))
        .Where(file => file.Folder is not ("obj" or "bin" or "data" or "keys"))
        .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();

    /// <summary>The folder of the solution.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "SecretsDashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie below SecretsDashboard.sln.");
        }
        return folder.FullName;
    }
}
