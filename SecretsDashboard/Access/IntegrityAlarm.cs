using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// What is done whenever something sealed does not open: a line <c>integrity_failed</c> in the audit log, once an hour for each who meets it,
/// the word in health, and one line an hour in the server's log. It decides nothing: its caller refuses what it was about to do.
/// </summary>
internal sealed class IntegrityAlarm : IDisposable
{
    private readonly IntegrityCondition condition;
    private readonly AuditBatch batch;
    private readonly EnvironmentChanges changes;

    public IntegrityAlarm(IntegrityCondition condition, AuditBatch batch, EnvironmentChanges changes)
    {
        (this.condition, this.batch, this.changes) = (condition, batch, changes);
        changes.Changed += condition.Forget;
    }

    /// <summary>Raises it and puts the line on record before it returns. Not inside the write gate, which the line needs.</summary>
    /// <param name="actor">Who met it.</param>
    /// <param name="place">The environment or person it belongs to: where that changes, it is looked at anew.</param>
    /// <param name="what">What it is, in kinds and ids, for the server's log.</param>
    /// <param name="lines">Target and project of each line; action and outcome are set here. They are left out for someone who met it within the hour.</param>
    /// <exception cref="AuditUnavailableException">It could not be recorded.</exception>
    public Task RaiseAsync(AuditActor actor, Guid place, string what, params IEnumerable<AuditLine> lines) => condition.Found(actor.Id, place, what)
        ? batch.AppendAsync(actor, [.. lines.Select(line => line with { Action = AuditAction.IntegrityFailed, Outcome = AuditLine.Failed })])
        : Task.CompletedTask;

    /// <summary>The place has another content now.</summary>
    public void Forget(Guid place) => condition.Forget(place);

    /// <summary>The same where nobody can wait: inside the write gate, or while a page is made. The line follows as soon as it can.</summary>
    public void Raise(AuditActor actor, Guid place, string what, AuditLine line) => _ = RaiseQuietlyAsync(actor, place, what, line);

    /// <summary>The same for a value met in a deed of a person or a program.</summary>
    public void Raise(Deed deed, SecretValue value, string key, string environment) => Raise(deed.Actor, value.EnvironmentId, Value(value.SecretId, value.EnvironmentId, value.Version),
        deed.Placed(new AuditLine(AuditAction.IntegrityFailed) { TargetId = value.SecretId, TargetName = key, Environments = [environment] }));

    /// <summary>A value as the server's log names it.</summary>
    public static string Value(Guid secret, Guid environment, long version) => $"version {version} of secret {secret} in environment {environment}";

    public void Dispose() => changes.Changed -= condition.Forget;

    private async Task RaiseQuietlyAsync(AuditActor actor, Guid place, string what, AuditLine line)
    {
        try
        {
            await RaiseAsync(actor, place, what, line);
        }
        catch (AuditUnavailableException)
        {
            // log and health have it, and the storage has its own line
        }
    }
}
