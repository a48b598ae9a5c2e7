namespace SecretsDashboard.Projects;

/// <summary>The rule for the names of projects and environments: one line, not empty, not too long.</summary>
internal static class Naming
{
    public static string? Problem(string name, int longest) => name.Trim() switch
    {
        "" => "Name is required",
        var text when text.Length > longest => $"Name is too long: at most {longest} characters",
        var text when text.Any(char.IsControl) => "Name must be one line",
        _ => null,
    };
}
