using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>The list <i>Delivered to</i>: which teams' projects receive what the organization shares. All of them, or those that its owners choose; nobody else's projects ever do.</summary>
internal sealed class SharingStore(AccessGuard guard, EnvironmentChanges changes, ProjectChanges pages)
{
    /// <summary>The list as it is.</summary>
    /// <exception cref="AccessDeniedException">The caller does not look after what is shared.</exception>
    public Task<Sharing> GetAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.ManageProject, ProjectAddress.Shared, async deed =>
        {
            var db = deed.Db;
            var projects = await db.Projects.Where(project => project.Kind == ProjectKind.Team)
                .Select(project => new SharingProject(project.Slug, project.Name, db.ChosenProjects.Any(chosen => chosen.ProjectId == project.Id))).ToListAsync(cancellationToken);
            return new Sharing(deed.Project.DeliversToAll, [.. projects.OrderBy(project => project.Name, StringComparer.CurrentCultureIgnoreCase)], deed.May(Permission.ChooseReceivers));
        }, cancellationToken);

    /// <summary>
    /// Delivers to all teams' projects, or to these alone. Every environment that gains or loses something has a new revision. Audited as
    /// <c>sharing.all_projects</c> or <c>sharing.chosen_projects</c> where that changed, and as <c>sharing.begun</c> or <c>sharing.ended</c> for each
    /// project that gains or loses, in its log and in that of what is shared.
    /// </summary>
    /// <param name="caller">An owner.</param>
    /// <param name="shown">The list that the person saw: nothing is stored where it is another one now; null: whatever it is.</param>
    /// <param name="all">All of them; then the list is emptied.</param>
    /// <param name="chosen">The projects by slug.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">The caller is no owner, or one of the projects does not exist.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<ProjectOutcome> ChooseAsync(Caller caller, Sharing? shown, bool all, IReadOnlyCollection<string> chosen, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ChooseReceivers, ProjectAddress.Shared, async deed =>
        {
            var db = deed.Db;
            var organization = deed.Project;
            var teams = await db.Projects.Where(project => project.Kind == ProjectKind.Team).OrderBy(project => project.Slug).ToListAsync(cancellationToken);
            var listed = await db.ChosenProjects.ToListAsync(cancellationToken);
            if (chosen.Any(slug => teams.TrueForAll(project => project.Slug != slug)))
            {
                throw deed.Missing();
            }
            var now = all ? [] : teams.Where(project => chosen.Contains(project.Slug)).Select(project => project.Id).ToHashSet();
            var before = listed.Select(row => row.ProjectId).ToHashSet();
            if (shown is not null && (shown.All != organization.DeliversToAll || !before.SetEquals(teams.Where(project => shown.Has(project.Slug)).Select(project => project.Id))))
            {
                return new ProjectOutcome("Somebody changed this list meanwhile. Look at it as it is now, then save again.");
            }
            if (organization.DeliversToAll == all && now.SetEquals(before))
            {
                return ProjectOutcome.Done;
            }
            deed.RequireConfirmed();
            if (organization.DeliversToAll != all)
            {
                deed.Record(new AuditLine(all ? AuditAction.SharingAll : AuditAction.SharingChosen));
            }
            var moved = teams.Where(project => (organization.DeliversToAll || before.Contains(project.Id)) != (all || now.Contains(project.Id))).ToList();
            foreach (var project in moved)
            {
                Record(deed, all || now.Contains(project.Id) ? AuditAction.SharingBegun : AuditAction.SharingEnded, project);
            }
            db.RemoveRange(listed.Where(row => !now.Contains(row.ProjectId)));
            db.AddRange(now.Except(before).Select(project => new ChosenProject { ProjectId = project }));
            organization.DeliversToAll = all;
            pages.TellAfter(deed);
            await changes.DeliverAnewAsync(deed, await ReachedAsync(deed, moved, cancellationToken), cancellationToken);
            return ProjectOutcome.Done;
        }, cancellationToken);

    // in the log of what is shared, and in the project's own, whose managers would not know why their programs receive something else
    private static void Record(Deed deed, string action, Project project)
    {
        var label = ProjectAddress.LabelOf(project);
        deed.Record(new AuditLine(action) { TargetId = project.Id, TargetName = label });
        deed.Record(new AuditLine(action) { ProjectId = project.Id, ProjectName = label, TargetId = project.Id, TargetName = label });
    }

    /// <summary>The environments of these projects that have one of the organization's by their slug.</summary>
    private static Task<List<Guid>> ReachedAsync(Deed deed, List<Project> projects, CancellationToken cancellationToken)
    {
        var ids = projects.ConvertAll(project => project.Id);
        var all = deed.Db.Environments;
        return all.Where(row => EF.Parameter(ids).Contains(row.ProjectId) && all.Any(shared => shared.ProjectId == deed.Project.Id && shared.Slug == row.Slug))
            .Select(row => row.Id).ToListAsync(cancellationToken);
    }
}
