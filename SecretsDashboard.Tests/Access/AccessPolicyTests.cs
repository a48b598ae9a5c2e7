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
        [Permission.ChooseReceivers] = (InstanceRole.Owner, null),
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

    [Theory]
    [InlineData(ProjectKind.Personal)]
    [InlineData(ProjectKind.Organization)]
    public void Allows_WhereNobodyIsAMember_RefusesMembersAndTheEndAndNothingElse(ProjectKind kind)
    {
        Permission[] never = [Permission.JoinProject, Permission.ManageMembers, Permission.DeleteProject];
        foreach (var permission in Enum.GetValues<Permission>())
        {
            Assert.Equal(!never.Contains(permission), AccessPolicy.Allows(InstanceRole.Owner, ProjectRole.Manager, permission, kind));
        }
    }

    [Theory]
    [InlineData(ProjectKind.Personal, InstanceRole.Member, null, ProjectRole.Manager)]
    [InlineData(ProjectKind.Personal, InstanceRole.Owner, null, ProjectRole.Manager)]
    [InlineData(ProjectKind.Organization, InstanceRole.Member, null, ProjectRole.Viewer)]
    [InlineData(ProjectKind.Organization, InstanceRole.Member, ProjectRole.Manager, ProjectRole.Viewer)]
    [InlineData(ProjectKind.Organization, InstanceRole.Admin, null, ProjectRole.Manager)]
    [InlineData(ProjectKind.Organization, InstanceRole.Owner, ProjectRole.Viewer, ProjectRole.Manager)]
    [InlineData(ProjectKind.Team, InstanceRole.Owner, null, null)]
    [InlineData(ProjectKind.Team, InstanceRole.Member, ProjectRole.Editor, ProjectRole.Editor)]
    public void RoleIn_EachKind_FollowsFromWhatItIs(ProjectKind kind, InstanceRole instance, ProjectRole? membership, ProjectRole? expected) =>
        Assert.Equal(expected, AccessPolicy.RoleIn(kind, instance, membership));

    [Fact]
    public void Allows_UnknownPermission_IsRefused()
    {
        Assert.False(AccessPolicy.Allows(InstanceRole.Owner, ProjectRole.Manager, (Permission)999));
    }
}
