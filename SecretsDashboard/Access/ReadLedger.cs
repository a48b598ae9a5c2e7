using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Records deliveries. The first of a (token, revision, key, address) is a line of its own, durable before the answer, and so is the
/// next after an idle hour; repeats are counted in memory and told together within five seconds and at shutdown. No record, no value.
/// </summary>
internal sealed class ReadLedger(AuditBatch batch, Deliveries deliveries, TimeProvider time, ILogger<ReadLedger> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    private static readonly TimeSpan Flush = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(Guid Token, long Revision, string? Key, string? Address), DeliveryCount> counts = new();

    /// <summary>Puts a delivery on record; afterwards values may leave.</summary>
    /// <param name="caller">Who receives.</param>
    /// <param name="revision">The revision of the environment that is delivered.</param>
    /// <param name="secret">The one secret that is delivered; null: all of them.</param>
    /// <param name="key">Its key.</param>
    /// <param name="count">How many secrets are delivered.</param>
    /// <exception cref="AuditUnavailableException">It could not be recorded: nothing may leave.</exception>
    public async Task RecordAsync(TokenCaller caller, long revision, Guid? secret, string? key, int count)
    {
        var place = (caller.Token.Id, revision, key, caller.Address);
        DateTime now;
        DeliveryCount known;
        do
        {
            now = time.GetUtcNow().UtcDateTime;
            known = counts.GetOrAdd(place, _ => new DeliveryCount(caller, secret));
            try
            {
                await known.FirstAsync(() => batch.AppendAsync(caller.Actor, Line(AuditAction.SecretsDelivered, known, revision, key), db => UsedAsync(db, known, now)));
            }
            catch (AuditUnavailableException)
            {
                counts.TryRemove(KeyValuePair.Create(place, known));
                throw;
            }
        }
        while (!known.TryAdd(now));
        deliveries.Tell(new Delivery(caller.Token.Id, count, now, caller.Address));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Flush);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops: StopAsync tells the rest
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync();
    }

    private async Task FlushAsync()
    {
        foreach (var (place, known) in counts)
        {
            if (known.Take() is { } reads)
            {
                try
                {
                    await batch.AppendAsync(known.Caller.Actor, Line(AuditAction.SecretsDeliveredAgain, known, place.Revision, place.Key) with { Reads = reads },
                        db => UsedAsync(db, known, reads.Last));
                }
                catch (AuditUnavailableException exception)
                {
                    known.Return(reads);
                    log.LogError(exception, "Repeated deliveries could not be recorded; they are counted on.");
                }
            }
            else if (known.TryClose(time.GetUtcNow().UtcDateTime - Idle))
            {
                counts.TryRemove(KeyValuePair.Create(place, known));
            }
        }
    }

    // lines of several revisions wait side by side: what is newest stays
    private static async Task UsedAsync(AppDbContext db, DeliveryCount known, DateTime at)
    {
        var (id, from) = (known.Caller.Token.Id, known.Caller.Address ?? "");
        await db.ServiceTokens.Where(token => token.Id == id && (token.LastUsedAt == null || token.LastUsedAt <= at))
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, at).SetProperty(token => token.LastUsedFrom, from));
        if (known.Secret is not { } secret)
        {
            await db.ServiceTokens.Where(token => token.Id == id && (token.LastDeliveredAt == null || token.LastDeliveredAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(token => token.LastDeliveredAt, at));
        }
        // either may have been deleted since it was delivered
        else if (await db.ServiceTokens.AnyAsync(token => token.Id == id) && await db.Secrets.AnyAsync(row => row.Id == secret))
        {
            await SecretDelivery.RecordAsync(db, secret, id, at);
        }
    }

    private static AuditLine Line(string action, DeliveryCount known, long revision, string? key) => known.Caller.Token.Placed(new AuditLine(action)
    {
        TargetId = known.Secret,
        TargetName = key,
        Environments = [known.Caller.Token.Environment],
        Revision = revision,
    });
}
