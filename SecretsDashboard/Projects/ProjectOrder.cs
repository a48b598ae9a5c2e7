namespace SecretsDashboard.Projects;

/// <summary>By what a list of projects is sorted.</summary>
public enum ProjectOrder
{
    Name,
    Changed,
    Secrets,
    Missing,
}
