using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>The whole table of roles and permissions, as a pure function. What is not listed is refused.</summary>
internal static class AccessPolicy
{
    /// <summary>May a person with this role in the instance and this role in the project (null: none) do it?</summary>
    public static bool Allows(InstanceRole instance, ProjectRole? project, Permission permission) => permission switch
    {
        Permission.UseInstance or Permission.ManageOwnAccount => true,
        Permission.CreateProject or Permission.JoinProject or Permission.ReadInstanceAudit or Permission.ManagePeople
            => instance >= InstanceRole.Admin,
        Permission.ManageOwners or Permission.ManageInstance => instance >= InstanceRole.Owner,
        Permission.SeeProject => project >= ProjectRole.Viewer,
        Permission.ChangeSecrets => project >= ProjectRole.Editor,
        Permission.ChangeProtected or Permission.ManageProject or Permission.ManageMembers or Permission.ManageTokens or Permission.ReadAudit
            or Permission.DeleteProject
            => project >= ProjectRole.Manager,
        _ => false,
    };
}
