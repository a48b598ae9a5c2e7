using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>The roles in a project, in words.</summary>
internal static class ProjectRoles
{
    public static readonly IReadOnlyList<ProjectRole> All = [ProjectRole.Viewer, ProjectRole.Editor, ProjectRole.Manager];

    public static string Means(ProjectRole role) => role switch
    {
        ProjectRole.Manager => "Changes everything: members, tokens, environments, settings",
        ProjectRole.Editor => "Creates, changes and deletes secrets",
        _ => "Sees keys and descriptions, who changed what and when",
    };
}
