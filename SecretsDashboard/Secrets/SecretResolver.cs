using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Resolves for programs: checks the right, finds the sealed values of the token's environment and beneath it, puts the delivery on record.
/// Only then is there anything to open.
/// </summary>
internal sealed class SecretResolver(TokenGuard guard, SealedEnvironments environments, ReadLedger ledger, IntegrityAlarm alarm)
{
    /// <summary>The environment as it is now, not yet delivered: to compare revisions.</summary>
    /// <exception cref="AccessDeniedException">The token may not read, or its environment is gone.</exception>
    public async Task<SealedEnvironment> FindAsync(TokenCaller caller, CancellationToken cancellationToken)
    {
        await guard.RequireAsync(caller, TokenRights.Read);
        return await environments.FindAsync(caller.Token.ProjectId, caller.Token.EnvironmentId, cancellationToken)
            ?? throw await guard.RefuseAsync(caller, AccessDeniedException.UnknownTarget);
    }

    /// <summary>Puts the delivery of a whole environment on record. Audited as <c>secrets.delivered</c>.</summary>
    /// <exception cref="AuditUnavailableException">It could not be recorded: nothing may leave.</exception>
    /// <exception cref="IntegrityFailedException">A value of it does not open: nothing leaves, and nothing is recorded as delivered.</exception>
    public async Task RecordAsync(TokenCaller caller, SealedEnvironment environment)
    {
        await RequireIntactAsync(caller, environment.Secrets);
        await ledger.RecordAsync(caller, environment.Revision, null, null, environment.Secrets.Count, environment.Reach);
    }

    /// <summary>One secret of the environment, its delivery on record.</summary>
    /// <exception cref="AccessDeniedException">The environment has no value under this key.</exception>
    /// <exception cref="AuditUnavailableException">It could not be recorded: nothing may leave.</exception>
    /// <exception cref="IntegrityFailedException">Its value does not open. The others of the environment may be asked for one by one.</exception>
    public async Task<SealedSecret> RecordAsync(TokenCaller caller, SealedEnvironment environment, string key)
    {
        var secret = environment.Secrets.FirstOrDefault(each => each.Key == key) ?? throw await guard.RefuseAsync(caller, AccessDeniedException.UnknownTarget);
        await RequireIntactAsync(caller, [secret]);
        await ledger.RecordAsync(caller, environment.Revision, secret.Id, secret.Key, 1, secret.Environment == environment.Reach?.SharedId ? environment.Reach : null);
        return secret;
    }

    /// <summary>The keys that would be delivered, in ordinal order. Not recorded: no value is in it.</summary>
    /// <exception cref="AccessDeniedException">The token may not list.</exception>
    public Task<IReadOnlyList<SecretSummary>> ListAsync(TokenCaller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, TokenRights.List, async deed =>
        {
            var db = deed.Db;
            var own = await ListAsync(db, caller.Token.EnvironmentId, false, cancellationToken);
            var beneath = await SharedReach.BeneathAsync(db, caller.Token.EnvironmentId, cancellationToken);
            var shared = beneath is null ? [] : await ListAsync(db, beneath.SharedId, true, cancellationToken);
            return SharedMerge.Merge(own, shared, row => row.Key);
        }, cancellationToken);

    // an environment without one of its values would start a program wrongly, and perhaps with the organization's value in its place
    private async Task RequireIntactAsync(TokenCaller caller, IReadOnlyList<SealedSecret> secrets)
    {
        var damaged = secrets.Where(secret => !secret.IsIntact).ToList();
        foreach (var secret in damaged)
        {
            var line = new AuditLine(AuditAction.IntegrityFailed) { TargetId = secret.Id, TargetName = secret.Key, Environments = [caller.Token.Environment] };
            var inShared = line with { ProjectId = secret.Project, ProjectName = ProjectAddress.LabelOf(ProjectAddress.Shared) };
            await alarm.RaiseAsync(caller.Actor, secret.Environment, IntegrityAlarm.Value(secret.Id, secret.Environment, secret.Version),
                secret.Project == caller.Token.ProjectId ? [caller.Token.Placed(line)] : [caller.Token.Placed(line), inShared]);
        }
        if (damaged.Count > 0)
        {
            throw new IntegrityFailedException($"The stored value of {string.Join(", ", damaged.Take(10).Select(secret => secret.Key))}{(damaged.Count > 10 ? " and others" : "")} does not open: "
                + "it was altered or is damaged. Set it anew, or ask the server's operator.");
        }
    }

    private static Task<List<SecretSummary>> ListAsync(AppDbContext db, Guid environment, bool isShared, CancellationToken cancellationToken) =>
        db.SecretValues.AsNoTracking().Where(value => value.EnvironmentId == environment && value.IsCurrent)
            .Join(db.Secrets, value => value.SecretId, secret => secret.Id,
                (value, secret) => new SecretSummary(secret.Key, ShownText.Of(secret.Description), secret.Type.ToString(), value.Version, secret.CreatedAt, value.CreatedAt, isShared))
            .ToListAsync(cancellationToken);
}
