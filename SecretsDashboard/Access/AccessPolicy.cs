using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>The whole table of roles and permissions, as a pure function. What is not listed is refused.</summary>
internal static class AccessPolicy
{
    /// <summary>May a person with this role in the instance and this role in the project (null: none) do it?</summary>
    public static bool Allows(InstanceRole instance, ProjectRole? project, Permission permission, ProjectKind kind = ProjectKind.Team) => permission switch
    {
        // what is a person's own or everybody's has no members and no end
        Permission.JoinProject or Permission.ManageMembers or Permission.DeleteProject when kind != ProjectKind.Team => false,
        Permission.UseInstance or Permission.ManageOwnAccount => true,
        Permission.CreateProject or Permission.JoinProject or Permission.ReadInstanceAudit or Permission.ManagePeople
            => instance >= InstanceRole.Admin,
        Permission.ManageOwners or Permission.ManageInstance or Permission.ChooseReceivers => instance >= InstanceRole.Owner,
        Permission.SeeProject => project >= ProjectRole.Viewer,
        Permission.ChangeSecrets => project >= ProjectRole.Editor,
        Permission.ChangeProtected or Permission.ManageProject or Permission.ManageMembers or Permission.ManageTokens or Permission.ReadAudit
            or Permission.DeleteProject
            => project >= ProjectRole.Manager,
        _ => false,
    };

    /// <summary>The role in a project of this kind: their own is theirs, the organization's follows from the role in the instance, a team's is the membership's.</summary>
    public static ProjectRole? RoleIn(ProjectKind kind, InstanceRole instance, ProjectRole? membership) => kind switch
    {
        ProjectKind.Personal => ProjectRole.Manager,
        ProjectKind.Organization => instance >= InstanceRole.Admin ? ProjectRole.Manager : ProjectRole.Viewer,
        _ => membership,
    };
}
