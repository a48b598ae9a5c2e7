using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Access;

/// <summary>The whole table of roles and permissions, written down a second time.</summary>
public sealed class AccessPolicyTests
{
    // lowest role in the instance, or lowest role in the project, that may do it
    private static readonly Dictionary<Permission, (InstanceRole? Instance, ProjectRole? Project)> Table = new()
    {
        [Permission.UseInstance] = (InstanceRole.Member, null),
        [Permission.ManageOwnAccount] = (InstanceRole.Member, null),
        [Permission.ManageInstance] = (InstanceRole.Owner, null),
        [Permission.ManagePeople] = (InstanceRole.Admin, null),
        [Permission.ManageOwners] = (InstanceRole.Owner, null),
        [Permission.CreateProject] = (InstanceRole.Admin, null),
        [Permission.SeeProject] = (null, ProjectRole.Viewer),
        [Permission.ChangeSecrets] = (null, ProjectRole.Editor),
        [Permission.ChangeProtected] = (null, ProjectRole.Manager),
        [Permission.ManageProject] = (null, ProjectRole.Manager),
        [Permission.ManageMembers] = (null, ProjectRole.Manager),
        [Permission.JoinProject] = (InstanceRole.Admin, null),
        [Permission.ManageTokens] = (null, ProjectRole.Manager),
        [Permission.ReadAudit] = (null, ProjectRole.Manager),
        [Permission.ReadInstanceAudit] = (InstanceRole.Admin, null),
        [Permission.DeleteProject] = (null, ProjectRole.Manager),
    };

    [Fact]
    public void Allows_EveryCombination_AnswersAsTheTableSays()
    {
        var wrong = new List<string>();
        foreach (var permission in Enum.GetValues<Permission>())
        {
            foreach (var instance in Enum.GetValues<InstanceRole>())
            {
                foreach (ProjectRole? project in (ProjectRole?[])[null, ProjectRole.Viewer, ProjectRole.Editor, ProjectRole.Manager])
                {
                    var (needsInstance, needsProject) = Table[permission];
                    var expected = needsInstance is { } lowest ? (int)instance >= (int)lowest : project is { } role && (int)role >= (int)needsProject!;
                    if (AccessPolicy.Allows(instance, project, permission) != expected)
                    {
                        wrong.Add($"{instance}/{project}/{permission}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Allows_UnknownPermission_IsRefused()
    {
        Assert.False(AccessPolicy.Allows(InstanceRole.Owner, ProjectRole.Manager, (Permission)999));
    }
}
