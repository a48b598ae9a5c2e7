namespace SecretsDashboard.Help;

/// <summary>A heading of a help page: what it says, its anchor within the page, and how deep it stands (2: beneath the title).</summary>
public sealed class HelpSection(string name, string anchor, int level)
{
    public string Name { get; } = name;

    public string Anchor { get; } = anchor;

    public int Level { get; } = level;
}
