using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>Commits a changing deed together with the audit lines it recorded, for people and for programs alike.</summary>
internal sealed class DeedCommit(WriteGate gate, AuditLog audit, StoredLimits limits, ProjectChanges changes)
{
    /// <summary>
    /// Decides, works and commits in one transaction of the gate. Work that throws, or that returns without having recorded
    /// anything, leaves nothing behind; what it wanted done afterwards is done after the commit, before the next write.
    /// </summary>
    /// <exception cref="LimitReachedException">It would write more than its person or project may.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    /// <exception cref="InvalidOperationException">The deed changed something and recorded nothing.</exception>
    public Task<T> RunAsync<T>(Func<AppDbContext, Task<Deed>> decide, Func<Deed, Task<T>> work, CancellationToken cancellationToken)
    {
        Deed? deed = null;
        return gate.WriteAsync(async db =>
        {
            deed = await decide(db);
            var result = await work(deed);
            if (deed.Lines.Count == 0)
            {
                await db.Database.RollbackTransactionAsync(cancellationToken);
                return db.ChangeTracker.HasChanges() ? throw new InvalidOperationException("A change without an audit line is not stored.") : result;
            }
            await limits.TakeAsync(deed, cancellationToken);
            foreach (var line in deed.Lines)
            {
                await audit.AppendAsync(db, deed.Actor, line, cancellationToken);
            }
            await db.SaveChangesAsync(cancellationToken);
            return result;
        }, cancellationToken, () =>
        {
            if (deed is not null)
            {
                deed.Committed();
                changes.Tell(deed);
            }
        });
    }
}
