using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>Projects in an invitation: who may put them there, and what becomes of them when the person joins.</summary>
public sealed class InvitedProjectsTests : DatabaseTest
{
    private Caller admin = null!;

    private InvitationStore Store => Database.Get<InvitationStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        admin = await Callers.AdminAsync();
    }

    [Theory]
    [InlineData("stays", true)]
    [InlineData("no longer manages it", false)]
    [InlineData("is disabled", false)]
    [InlineData("somebody else made a new link", false)]
    public async Task Join_InvitedToAProject_IsAMemberWhereTheInviterStillMayAdd(string inviter, bool isMember)
    {
        admin = await Given.ProjectAsync();
        await Callers.JoinAsync(await Callers.MemberAsync(), Given.Project, ProjectRole.Manager);
        var outcome = await Store.InviteAsync(admin, With("grace@example.com", (Given.Project, "Editor")), None);
        var code = outcome.Code;
        var owner = await Callers.OwnerAsync();
        if (inviter == "somebody else made a new link")
        {
            code = (await Store.RenewAsync(owner, await Database.ReadAsync(db => db.Invitations.Select(row => row.Id).SingleAsync()), None)).Code;
        }
        if (inviter == "no longer manages it")
        {
            Assert.Null((await Database.Get<ProjectMemberStore>().ChangeRoleAsync(admin, Given.Project, admin.UserId, ProjectRole.Editor, None)).Problem);
        }
        if (inviter == "is disabled")
        {
            // without the store, which would withdraw the invitation
            await Database.Gate.WriteAsync(db => db.Users.Where(user => user.Id == admin.UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, Time.Now)), None);
        }
        var told = new List<(string, Guid?)>();
        Database.Get<ProjectChanges>().Changed += (project, person) => told.Add((project, person));

        var joined = await Database.Get<JoinStore>().JoinAsync(new JoinForm { Code = code, Name = "Grace Hopper", Password = TestApp.Password, ConfirmPassword = TestApp.Password }, new Visit(null, "Test", "request-1"), None);

        var grace = SessionClaims.Read(joined.Principal)!.Value.User;
        Assert.Equal(isMember ? ProjectRole.Editor : null, await Database.ReadAsync(db => db.Memberships.Where(row => row.UserId == grace).Select(row => (ProjectRole?)row.Role).SingleOrDefaultAsync()));
        Assert.Equal(isMember ? [Given.Project] : [], joined.Admission!.Projects);
        Assert.Equal(isMember ? [] : ["Bot"], joined.Admission.LeftOut);
        Assert.Equal(isMember ? [(Given.Project, grace)] : [], told);
        var last = await LastAuditAsync();
        Assert.Equal((isMember ? "member.joined" : "member.left_out", "bot", "editor"), (last.Text("action"), last.Text("project_name"), last.Text("reason")));
        Assert.Contains(await AuditAsync(), entry => entry.Action == AuditAction.MemberInvited && entry.ProjectId is not null);
    }

    [Fact]
    public async Task Invite_ToAProjectOneDoesNotManage_IsRefused()
    {
        await Given.ProjectAsync();
        var owner = await Callers.OwnerAsync();

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.InviteAsync(owner, With("grace@example.com", (Given.Project, "Viewer")), None));
        await Callers.JoinAsync(owner, Given.Project, ProjectRole.Editor);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.InviteAsync(owner, With("grace@example.com", (Given.Project, "Viewer")), None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.InviteAsync(owner, With("grace@example.com", ("nowhere", "Viewer")), None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.InviteAsync(admin, With("grace@example.com", (Given.Project, "7")), None));

        Assert.Equal(0, await Database.ReadAsync(db => db.Invitations.CountAsync()));
    }

    private static InviteForm With(string email, params (string Slug, string Role)[] projects) => new()
    {
        Email = email,
        Role = "Member",
        More = projects.ToDictionary(project => InviteForm.ProjectField + project.Slug, project => JsonSerializer.SerializeToElement(project.Role)),
    };
}
