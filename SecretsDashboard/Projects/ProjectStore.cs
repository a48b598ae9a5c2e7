using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>Creates, changes and deletes projects of teams, which are born with a Manager. Of personal and shared ones it changes the settings alone.</summary>
internal sealed class ProjectStore(AccessGuard guard, ProjectChanges changes, ProjectBirth birth, ProjectEnd end, TimeProvider time)
{
    /// <summary>Creates a project; the caller becomes its Manager. Audited as <c>project.created</c>.</summary>
    /// <exception cref="AccessDeniedException">The caller may not create projects.</exception>
    public Task<ProjectOutcome> CreateAsync(Caller caller, ProjectForm form, CancellationToken cancellationToken)
    {
        var (name, slug) = (form.Name.Trim(), form.Slug);
        return guard.ChangeAsync(caller, Permission.CreateProject, null, async deed =>
        {
            if (PlainName.Problem(name, Project.NameLength) is { } problem)
            {
                return new ProjectOutcome(problem, nameof(form.Name));
            }
            if (Slug.Problem(slug) is { } slugProblem)
            {
                return new ProjectOutcome(slugProblem, nameof(form.Slug));
            }
            if (ProjectAddress.IsTaken(slug) || await deed.Db.Projects.AnyAsync(row => row.Slug == slug, cancellationToken))
            {
                return new ProjectOutcome("A project with this slug already exists", nameof(form.Slug));
            }
            var project = birth.AddTeam(deed, slug, name);
            deed.Db.Add(new Membership { ProjectId = project.Id, UserId = caller.UserId, Role = ProjectRole.Manager });
            return ProjectOutcome.Done;
        }, cancellationToken);
    }

    /// <summary>Makes an admin a Manager of a project they are not in. Audited as <c>member.joined</c>, where its Managers see it.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is no admin.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<ProjectOutcome> JoinAsync(Caller caller, string project, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.JoinProject, project, async deed =>
        {
            if (await deed.Db.Memberships.AnyAsync(row => row.ProjectId == deed.Project.Id && row.UserId == caller.UserId, cancellationToken))
            {
                return new ProjectOutcome("You are in this project already");
            }
            deed.RequireConfirmed();
            deed.Db.Add(new Membership { ProjectId = deed.Project.Id, UserId = caller.UserId, Role = ProjectRole.Manager });
            deed.Record(new AuditLine(AuditAction.MemberJoined) { TargetId = caller.UserId, TargetName = deed.Actor.Name, TargetEmail = deed.Actor.Email, Reason = "manager" });
            changes.TellAfter(deed, caller.UserId);
            return ProjectOutcome.Done;
        }, cancellationToken);

    /// <summary>What the settings page shows.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is no member.</exception>
    public Task<ProjectDetails> GetAsync(Caller caller, string project, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.SeeProject, project, async deed =>
        {
            var db = deed.Db;
            var environments = await EnvironmentStore.Items(db, deed.Project.Id, time.GetUtcNow().UtcDateTime).ToListAsync(cancellationToken);
            var secrets = await db.Secrets.CountAsync(secret => secret.ProjectId == deed.Project.Id, cancellationToken);
            return new ProjectDetails(project, deed.Project.Kind, deed.Project.Name, deed.Project.AllowLowerCaseKeys, deed.Project.ShowEnds,
                deed.May(Permission.ManageProject), secrets, environments);
        }, cancellationToken);

    /// <summary>
    /// Changes name and settings; what is null stays as it is. Turning <paramref name="showEnds"/> off deletes what was kept of values; turning
    /// it on shows a part of them, so the caller must have confirmed. Audited as <c>project.changed</c>.
    /// </summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is not its Manager.</exception>
    /// <exception cref="ConfirmationNeededException">Ends are to be shown, and the caller must confirm first.</exception>
    public Task<ProjectOutcome> ChangeAsync(Caller caller, string project, string? name, bool? allowLowerCaseKeys, bool? showEnds, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageProject, project, async deed =>
        {
            if (name is not null && PlainName.Problem(name, Project.NameLength) is { } problem)
            {
                return new ProjectOutcome(problem, nameof(ProjectForm.Name));
            }
            var row = deed.Project;
            var (newName, lowerCase, ends) = (name?.Trim() ?? row.Name, allowLowerCaseKeys ?? row.AllowLowerCaseKeys, showEnds ?? row.ShowEnds);
            if (row.Kind != ProjectKind.Team && row.Name != newName)
            {
                return new ProjectOutcome($"{row.Name} keeps its name", nameof(ProjectForm.Name));
            }
            string?[] parts =
            [
                row.Name == newName ? null : "name",
                row.AllowLowerCaseKeys == lowerCase ? null : "key_style",
                row.ShowEnds == ends ? null : ends ? "show_ends_on" : "show_ends_off",
            ];
            if (parts.All(part => part is null))
            {
                return ProjectOutcome.Done;
            }
            if (ends && !row.ShowEnds)
            {
                deed.RequireConfirmed();
            }
            if (row.ShowEnds && !ends)
            {
                await deed.Db.SecretValues.Where(value => value.SealedMask != null && deed.Db.Secrets.Any(secret => secret.Id == value.SecretId && secret.ProjectId == row.Id))
                    .ExecuteUpdateAsync(set => set.SetProperty(value => value.SealedMask, (byte[]?)null), cancellationToken);
            }
            (row.Name, row.AllowLowerCaseKeys, row.ShowEnds) = (newName, lowerCase, ends);
            deed.Record(new AuditLine(AuditAction.ProjectChanged) { Reason = string.Join(",", parts.OfType<string>()), TargetId = row.Id, TargetName = ProjectAddress.LabelOf(row) });
            changes.TellAfter(deed);
            return ProjectOutcome.Done;
        }, cancellationToken);

    /// <summary>Deletes a project with everything in it. The slug must be typed to confirm. Audited as <c>project.deleted</c>, behind a line for all that went with it (<see cref="ProjectEnd.DeleteAsync"/>).</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is not its Manager.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<ProjectOutcome> DeleteAsync(Caller caller, string project, string confirmation, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.DeleteProject, project, async deed =>
        {
            if (UnicodeForm.Of(confirmation).Trim() != project)
            {
                return new ProjectOutcome($"Type {project} to confirm");
            }
            deed.RequireConfirmed();
            await end.DeleteAsync(deed, deed.Project, AuditReason.ProjectDeleted, cancellationToken);
            deed.Record(new AuditLine(AuditAction.ProjectDeleted) { TargetId = deed.Project.Id, TargetName = project });
            changes.TellAfter(deed);
            return ProjectOutcome.Done;
        }, cancellationToken);
}
