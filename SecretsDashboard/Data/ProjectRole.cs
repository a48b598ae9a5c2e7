namespace SecretsDashboard.Data;

/// <summary>What a person may do in one project. The numbers are stored.</summary>
public enum ProjectRole
{
    Viewer = 0,
    Editor = 1,
    Manager = 2,
}
