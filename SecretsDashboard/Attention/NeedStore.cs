using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>Where somebody says that a secret needs no value in an environment, or does after all. Anyone who may set it there says so.</summary>
internal sealed class NeedStore(AccessGuard guard, TimeProvider time)
{
    /// <summary>The secret is not missing there from now on. Audited as <c>secret.not_needed</c>; saying it twice changes nothing.</summary>
    /// <returns>False: it has a value there, so nothing was stored.</returns>
    /// <exception cref="AccessDeniedException">Unknown project, secret or environment, or the caller may not change it there.</exception>
    public Task<bool> MarkAsync(Caller caller, string project, string key, string environment, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, key, environment, async (deed, secret, place) =>
        {
            if (await deed.Db.SecretValues.AnyAsync(value => value.SecretId == secret.Id && value.EnvironmentId == place.Id && value.IsCurrent, cancellationToken))
            {
                return false;
            }
            if (await deed.Db.UnneededValues.FindAsync([secret.Id, place.Id], cancellationToken) is null)
            {
                deed.Db.Add(new UnneededValue { SecretId = secret.Id, EnvironmentId = place.Id, MarkedAt = time.GetUtcNow().UtcDateTime, MarkedBy = deed.ActorId });
                Record(deed, AuditAction.SecretNotNeeded, secret, place);
            }
            return true;
        }, cancellationToken);

    /// <summary>It is missing there again, where the others have it. Audited as <c>secret.needed</c>.</summary>
    /// <inheritdoc cref="MarkAsync" path="/exception"/>
    public Task<bool> UnmarkAsync(Caller caller, string project, string key, string environment, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, key, environment, async (deed, secret, place) =>
        {
            if (await deed.Db.UnneededValues.FindAsync([secret.Id, place.Id], cancellationToken) is { } row)
            {
                deed.Db.Remove(row);
                Record(deed, AuditAction.SecretNeeded, secret, place);
            }
            return true;
        }, cancellationToken);

    private static void Record(Deed deed, string action, Secret secret, ProjectEnvironment place) =>
        deed.Record(new AuditLine(action) { TargetId = secret.Id, TargetName = secret.Key, Environments = [place.Slug] });

    private Task<bool> ChangeAsync(Caller caller, string project, string key, string environment, Func<Deed, Secret, ProjectEnvironment, Task<bool>> work, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ChangeSecrets, project, async deed =>
        {
            var place = await deed.Db.Environments.AsNoTracking().SingleOrDefaultAsync(row => row.ProjectId == deed.Project.Id && row.Slug == environment, cancellationToken) ?? throw deed.Missing();
            if (place.Protected)
            {
                deed.Require(Permission.ChangeProtected);
            }
            var secret = await deed.Db.Secrets.AsNoTracking().SingleOrDefaultAsync(row => row.ProjectId == deed.Project.Id && row.Key == key, cancellationToken) ?? throw deed.Missing();
            return await work(deed, secret, place);
        }, cancellationToken);
}
