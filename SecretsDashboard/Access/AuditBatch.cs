using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Puts lines on record that are deeds of their own (deliveries, refusals): those that wait together share one durable commit.
/// The answer to <see cref="AppendAsync"/> comes after the commit.
/// </summary>
internal sealed class AuditBatch(WriteGate gate, AuditLog audit)
{
    private const int Together = 64;
    private const int MostWaiting = 10_000;

    private readonly Queue<Pending> waiting = new();
    private bool isStoring;

    /// <summary>Appends lines durably, one behind the other.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="lines">What happened.</param>
    /// <param name="also">What else belongs into the same transaction; it is told the entry of the first line.</param>
    /// <exception cref="AuditUnavailableException">They could not be stored.</exception>
    public Task AppendAsync(AuditActor actor, IReadOnlyList<AuditLine> lines, Func<AppDbContext, long, Task>? also = null)
    {
        var pending = new Pending(actor, lines, also, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (waiting)
        {
            if (waiting.Count >= MostWaiting)
            {
                throw new AuditUnavailableException(new InvalidOperationException("Too many lines wait to be recorded."));
            }
            waiting.Enqueue(pending);
            if (isStoring)
            {
                return pending.Done.Task;
            }
            isStoring = true;
        }
        _ = StoreNextAsync();
        return pending.Done.Task;
    }

    // the one who finds nobody at it stores what waits, and hands on what came meanwhile. It never throws.
    private async Task StoreNextAsync()
    {
        var batch = new List<Pending>();
        lock (waiting)
        {
            while (batch.Count < Together && waiting.TryDequeue(out var pending))
            {
                batch.Add(pending);
            }
        }
        await StoreAsync(batch);
        lock (waiting)
        {
            isStoring = waiting.Count > 0;
            if (!isStoring)
            {
                return;
            }
        }
        _ = Task.Run(StoreNextAsync);
    }

    private async Task StoreAsync(List<Pending> batch)
    {
        try
        {
            await gate.RecordAsync(async db =>
            {
                foreach (var pending in batch)
                {
                    var first = 0L;
                    foreach (var line in pending.Lines)
                    {
                        var seq = await audit.AppendAsync(db, pending.Actor, line, CancellationToken.None);
                        first = first == 0 ? seq : first;
                    }
                    await (pending.Also?.Invoke(db, first) ?? Task.CompletedTask);
                }
                return await db.SaveChangesAsync();
            }, CancellationToken.None);
            batch.ForEach(pending => pending.Done.SetResult());
        }
        catch (Exception exception)
        {
            batch.ForEach(pending => pending.Done.SetException(new AuditUnavailableException(exception)));
        }
    }

    private sealed record Pending(AuditActor Actor, IReadOnlyList<AuditLine> Lines, Func<AppDbContext, long, Task>? Also, TaskCompletionSource Done);
}
