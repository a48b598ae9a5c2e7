namespace SecretsDashboard.Tests.Architecture;

/// <summary>How long a file may be before it is split by verb.</summary>
internal static class SizeRule
{
    private const int CSharp = 250;
    private const int Markup = 150;

    public static string? TooLong(SourceFile file)
    {
        var lines = file.Text.TrimEnd('\n').Split('\n').Length;
        var most = file.IsCSharp ? CSharp : file.IsRazor ? Markup : int.MaxValue;
        return lines > most && !file.IsMigration ? $"{file.Path} has {lines} lines" : null;
    }
}
