namespace SecretsDashboard.Secrets;

/// <summary>One field of the matrix: whether a value is set, and its first and last characters where the project shows them.</summary>
public sealed record SecretCell(bool IsSet, string? Ends)
{
    public const string Dots = "••••••••";

    public const string NotSet = "Not set";
}
