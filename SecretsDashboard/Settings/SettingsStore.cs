using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Settings;

/// <summary>Reads and changes what holds for the whole instance. For Owners alone; nobody requires of others what they have not done.</summary>
internal sealed class SettingsStore(AccessGuard guard, Revocations revocations, IOptions<LimitOptions> limits)
{
    /// <exception cref="AccessDeniedException">The caller is no Owner.</exception>
    public Task<InstanceSettings> ReadAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.ManageInstance, null, async deed =>
        {
            var instance = await deed.Db.Instance.AsNoTracking().SingleAsync(cancellationToken);
            var holders = SecondFactor.Holders(deed.Db);
            return new InstanceSettings(
                instance.RequiresSecondFactor,
                await deed.Db.Users.CountAsync(user => user.DisabledAt == null && !holders.Contains(user.Id), cancellationToken),
                await holders.ContainsAsync(deed.ActorId, cancellationToken))
            {
                CreatedAt = instance.CreatedAt,
                People = await deed.Db.Users.CountAsync(user => user.DisabledAt == null, cancellationToken),
                Projects = await deed.Db.Projects.CountAsync(project => project.Kind == ProjectKind.Team, cancellationToken),
                Limits = ServerLimits.Of(limits.Value),
            };
        }, cancellationToken);

    /// <summary>
    /// Requires a second factor of everybody, or no longer. Anyone who lacks one is cut off at once and led to set one up. Audited as
    /// <c>instance.second_factor_required</c> or <c>instance.second_factor_optional</c>.
    /// </summary>
    /// <exception cref="AccessDeniedException">The caller is no Owner.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SettingsOutcome> RequireSecondFactorAsync(Caller caller, bool required, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageInstance, null, async deed =>
        {
            var instance = await deed.Db.Instance.SingleAsync(cancellationToken);
            if (required && !await SecondFactor.Holders(deed.Db).ContainsAsync(deed.ActorId, cancellationToken))
            {
                return new SettingsOutcome("Set up a second factor for yourself first: under your name, in Your account.");
            }
            if (instance.RequiresSecondFactor == required)
            {
                return SettingsOutcome.Done;
            }
            deed.RequireConfirmed();
            instance.RequiresSecondFactor = required;
            deed.Record(new AuditLine(required ? AuditAction.SecondFactorRequired : AuditAction.SecondFactorOptional));
            await deed.Db.SaveChangesAsync(cancellationToken);
            var lacking = await SecondFactor.Lacking(deed.Db).ToListAsync(cancellationToken);
            // their sessions stay, but open nothing more than the set-up
            deed.Afterwards(() => lacking.ForEach(person => revocations.End(person, null)));
            return SettingsOutcome.Done;
        }, cancellationToken);
}
