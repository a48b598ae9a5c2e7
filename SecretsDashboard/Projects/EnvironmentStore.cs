using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>Adds, renames, reorders and removes the environments of a project. One at least stays; a slug never changes.</summary>
internal sealed class EnvironmentStore(AccessGuard guard, TokenRegistry tokens, EnvironmentChanges changes, ProjectChanges news, TimeProvider time)
{
    public const int Most = 20;

    /// <summary>Adds an environment behind the others. Audited as <c>environment.added</c>.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is not its Manager.</exception>
    public Task<ProjectOutcome> AddAsync(Caller caller, string project, string name, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, (deed, all) =>
        {
            var slug = Slug.From(name);
            var problem = PlainName.Problem(name, ProjectEnvironment.NameLength)
                ?? (Slug.Problem(slug) is null ? null : "Name needs a letter from a to z or a digit")
                ?? (all.Count >= Most ? $"A project has at most {Most} environments" : null)
                ?? (all.Any(row => row.Slug == slug || SameName(row, name)) ? "An environment with this name already exists" : null);
            if (problem is not null)
            {
                return Task.FromResult(new ProjectOutcome(problem));
            }
            var added = new ProjectEnvironment { Id = Guid.CreateVersion7(), ProjectId = deed.Project.Id, Slug = slug, Name = name.Trim(), Position = all.Count, Production = ProjectEnvironment.IsProductionSlug(slug) };
            deed.Db.Add(added);
            return Done(deed, AuditAction.EnvironmentAdded, added);
        }, cancellationToken);

    /// <summary>Renames an environment; its slug, which programs may know, stays. Audited as <c>environment.changed</c>.</summary>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    public Task<ProjectOutcome> RenameAsync(Caller caller, string project, Guid environment, string name, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, (deed, all) =>
        {
            var row = Find(deed, all, environment);
            var problem = PlainName.Problem(name, ProjectEnvironment.NameLength)
                ?? (all.Any(other => other != row && SameName(other, name)) ? "An environment with this name already exists" : null);
            if (problem is not null || row.Name == name.Trim())
            {
                return Task.FromResult(new ProjectOutcome(problem));
            }
            row.Name = name.Trim();
            return Done(deed, AuditAction.EnvironmentChanged, row, "name");
        }, cancellationToken);

    /// <summary>Moves an environment one place up (-1) or down (1). Audited as <c>environment.changed</c>.</summary>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    public Task<ProjectOutcome> MoveAsync(Caller caller, string project, Guid environment, int by, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, (deed, all) =>
        {
            var row = Find(deed, all, environment);
            var (from, to) = (all.IndexOf(row), all.IndexOf(row) + Math.Sign(by));
            if (to < 0 || to >= all.Count)
            {
                return Task.FromResult(ProjectOutcome.Done);
            }
            (all[from].Position, all[to].Position) = (to, from);
            return Done(deed, AuditAction.EnvironmentChanged, row, "position");
        }, cancellationToken);

    /// <summary>Protects an environment, so that only managers change its values, or lifts that. Audited as <c>environment.changed</c>.</summary>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    /// <exception cref="ConfirmationNeededException">It is to be lifted, and the caller must confirm first.</exception>
    public Task<ProjectOutcome> ProtectAsync(Caller caller, string project, Guid environment, bool isProtected, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, (deed, all) =>
        {
            var row = Find(deed, all, environment);
            if (row.Protected == isProtected)
            {
                return Task.FromResult(ProjectOutcome.Done);
            }
            if (!isProtected)
            {
                deed.RequireConfirmed();
            }
            row.Protected = isProtected;
            return Done(deed, AuditAction.EnvironmentChanged, row, isProtected ? "protected" : "unprotected");
        }, cancellationToken);

    /// <summary>Says that an environment is production, or is not. Audited as <c>environment.changed</c>.</summary>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    public Task<ProjectOutcome> MarkProductionAsync(Caller caller, string project, Guid environment, bool isProduction, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, (deed, all) =>
        {
            var row = Find(deed, all, environment);
            if (row.Production == isProduction)
            {
                return Task.FromResult(ProjectOutcome.Done);
            }
            row.Production = isProduction;
            return Done(deed, AuditAction.EnvironmentChanged, row, isProduction ? "production" : "not production");
        }, cancellationToken);

    /// <summary>
    /// Removes an environment with its values and tokens, and the secrets that have a value nowhere else. Audited as <c>environment.removed</c>,
    /// as <c>secret.deleted</c> for each of those secrets, as <c>secret.changed</c> for each that loses its value here, and as <c>token.revoked</c> for each token that was live.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="project">The project as <see cref="ProjectAddress"/> names it.</param>
    /// <param name="environment">Its id.</param>
    /// <param name="shown">What the person was told it costs: nothing is removed where it would cost something else now; null: whatever it costs.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<ProjectOutcome> RemoveAsync(Caller caller, string project, Guid environment, EnvironmentListItem? shown, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, async (deed, all) =>
        {
            var row = Find(deed, all, environment);
            if (all.Count == 1)
            {
                return new ProjectOutcome("A project needs at least one environment");
            }
            var now = time.GetUtcNow().UtcDateTime;
            if (shown is not null && !shown.CostsAs(await Items(deed.Db, deed.Project.Id, now).SingleAsync(item => item.Id == environment, cancellationToken)))
            {
                return new ProjectOutcome($"The contents of {row.Name} changed meanwhile. Look at it above, then remove again.");
            }
            deed.RequireConfirmed();
            var current = deed.Db.SecretValues.Where(value => value.IsCurrent);
            await SharedCover.EndAsync(deed.Db, current.Where(value => value.EnvironmentId == environment), now, cancellationToken);
            var orphans = deed.Db.Secrets.Where(secret => secret.ProjectId == deed.Project.Id && current.Any(value => value.SecretId == secret.Id)
                && !current.Any(value => value.SecretId == secret.Id && value.EnvironmentId != environment));
            foreach (var secret in await orphans.OrderBy(secret => secret.Key).Select(secret => new { secret.Id, secret.Key }).ToListAsync(cancellationToken))
            {
                deed.Record(new AuditLine(AuditAction.SecretDeleted) { TargetId = secret.Id, TargetName = secret.Key, Reason = AuditReason.EnvironmentRemoved, Environments = [row.Slug] });
            }
            await orphans.ExecuteDeleteAsync(cancellationToken);
            // the secrets that stay lose a value, and who received it here stays known
            foreach (var secret in await deed.Db.Secrets.Where(secret => current.Any(value => value.SecretId == secret.Id && value.EnvironmentId == environment))
                .OrderBy(secret => secret.Key).Select(secret => new { secret.Id, secret.Key }).ToListAsync(cancellationToken))
            {
                deed.Record(new AuditLine(AuditAction.SecretChanged) { TargetId = secret.Id, TargetName = secret.Key, Reason = AuditReason.EnvironmentRemoved, Environments = [row.Slug] });
            }
            await SecretReception.KeepAsync(deed.Db, SecretReception.Of(deed.Db, deed.Project).Where(each => each.EnvironmentId == environment), cancellationToken);
            var mine = deed.Db.ServiceTokens.Where(token => token.EnvironmentId == environment);
            await FormerActor.KeepAsync(deed.Db, mine, cancellationToken);
            foreach (var token in await mine.Where(ServiceToken.IsLive(now)).OrderBy(token => token.Name).Select(token => new { token.Id, token.Name }).ToListAsync(cancellationToken))
            {
                deed.Record(new AuditLine(AuditAction.TokenRevoked) { TargetId = token.Id, TargetName = token.Name, Reason = AuditReason.EnvironmentRemoved, Environments = [row.Slug] });
            }
            await changes.DeliverAnewAsync(deed, [environment], cancellationToken);
            deed.Db.Remove(row);
            deed.Afterwards(() => tokens.Remove(token => token.EnvironmentId == environment));
            foreach (var (other, position) in all.Where(other => other != row).Select((other, position) => (other, position)))
            {
                other.Position = position;
            }
            return await Done(deed, AuditAction.EnvironmentRemoved, row);
        }, cancellationToken);

    /// <summary>The environments of a project, in their order, with what removing each would cost.</summary>
    internal static IQueryable<EnvironmentListItem> Items(AppDbContext db, Guid project, DateTime now)
    {
        var current = db.SecretValues.Where(value => value.IsCurrent);
        var live = db.ServiceTokens.Where(ServiceToken.IsLive(now));
        var since = now.AddDays(-EnvironmentListItem.Days);
        return db.Environments.AsNoTracking().Where(row => row.ProjectId == project).OrderBy(row => row.Position)
            .Select(row => new EnvironmentListItem
            {
                Id = row.Id,
                Slug = row.Slug,
                Name = row.Name,
                IsProtected = row.Protected,
                IsProduction = row.Production,
                Values = current.Count(value => value.EnvironmentId == row.Id),
                OnlyHere = current.Count(value => value.EnvironmentId == row.Id && !current.Any(other => other.SecretId == value.SecretId && other.EnvironmentId != row.Id)),
                Tokens = live.Count(token => token.EnvironmentId == row.Id),
                Receivers = db.SharedDeliveries.Count(delivery => delivery.SharedId == row.Id && delivery.EnvironmentId != row.Id && delivery.LastAt >= since),
            });
    }

    private Task<ProjectOutcome> ChangeAsync(
        Caller caller, string project, Func<Deed, List<ProjectEnvironment>, Task<ProjectOutcome>> work, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageProject, project, async deed =>
            await work(deed, await deed.Db.Environments.Where(row => row.ProjectId == deed.Project.Id).OrderBy(row => row.Position).ToListAsync(cancellationToken)),
            cancellationToken);

    private static ProjectEnvironment Find(Deed deed, List<ProjectEnvironment> all, Guid environment) =>
        all.SingleOrDefault(row => row.Id == environment) ?? throw deed.Missing();

    private static bool SameName(ProjectEnvironment row, string name) => string.Equals(UnicodeForm.Of(row.Name), UnicodeForm.Of(name).Trim(), StringComparison.OrdinalIgnoreCase);

    private Task<ProjectOutcome> Done(Deed deed, string action, ProjectEnvironment row, string? part = null)
    {
        deed.Record(new AuditLine(action) { TargetId = row.Id, TargetName = row.Slug, Reason = part, Environments = [row.Slug] });
        news.TellAfter(deed);
        return Task.FromResult(ProjectOutcome.Done);
    }
}
