using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>The roles in a project, in words.</summary>
internal static class ProjectRoles
{
    public static readonly IReadOnlyList<ProjectRole> All = [ProjectRole.Viewer, ProjectRole.Editor, ProjectRole.Manager];

    public static string Means(ProjectRole role) => role switch
    {
        ProjectRole.Manager => "changes everything: members, tokens, environments, settings",
        ProjectRole.Editor => "creates, changes and deletes secrets",
        _ => "sees keys and descriptions, who changed what and when",
    };
}
