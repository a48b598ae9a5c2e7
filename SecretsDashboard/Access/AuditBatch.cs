using System.Threading.Channels;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Puts lines on record that are deeds of their own (deliveries, refusals of programs): those that wait together share one
/// durable commit. The answer to <see cref="AppendAsync"/> comes after the commit.
/// </summary>
internal sealed class AuditBatch(WriteGate gate, AuditLog audit) : BackgroundService
{
    private const int Together = 64;

    private readonly Channel<Pending> waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(10_000) { SingleReader = true });

    /// <summary>Appends a line durably.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="line">What happened.</param>
    /// <param name="also">What else belongs into the same transaction.</param>
    /// <exception cref="AuditUnavailableException">It could not be stored.</exception>
    public async Task AppendAsync(AuditActor actor, AuditLine line, Func<AppDbContext, Task>? also = null)
    {
        var pending = new Pending(actor, line, also, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!waiting.Writer.TryWrite(pending))
        {
            throw new AuditUnavailableException(new InvalidOperationException("Too many lines wait to be recorded."));
        }
        await pending.Done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Pending>(Together);
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < Together && waiting.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }
            await StoreAsync(batch);
            batch.Clear();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask);
        await base.StopAsync(cancellationToken);
    }

    private async Task StoreAsync(List<Pending> batch)
    {
        try
        {
            await gate.WriteAsync(async db =>
            {
                foreach (var pending in batch)
                {
                    await audit.AppendAsync(db, pending.Actor, pending.Line, CancellationToken.None);
                    await (pending.Also?.Invoke(db) ?? Task.CompletedTask);
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

    private sealed record Pending(AuditActor Actor, AuditLine Line, Func<AppDbContext, Task>? Also, TaskCompletionSource Done);
}
