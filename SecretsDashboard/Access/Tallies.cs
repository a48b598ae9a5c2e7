using System.Collections.Concurrent;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Puts on record what happens again and again: deliveries and refusals. The first is a line of the chain, durable before the answer; each
/// repeat is counted in memory and in its row within seconds, and the chain is told sums. It grants nothing on a count that is older than
/// five seconds and not written: then everybody waits for the writing, and where that fails everything is refused until it works again.
/// </summary>
internal sealed class Tallies(AuditBatch batch, TallyWriter writer, StorageCondition storage, TimeProvider time, ILogger<Tallies> log) : BackgroundService
{
    /// <summary>How many are counted apart at a time; beyond that the ones that rest longest are told and dropped.</summary>
    public const int Most = 20_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Credit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Occurrence, Tally> open = new();
    private readonly ConcurrentDictionary<Guid, Crowd> crowds = new();
    private readonly List<Tally> ended = [];
    private readonly Arrears arrears = new();
    private readonly Lock turn = new();
    private readonly long start = time.GetTimestamp();
    private Task writing = Task.CompletedTask;
    private volatile Exception? failure;
    private TimeSpan writingSince;
    private TimeSpan crowdsSince;
    private bool isFailureTold;

    /// <summary>Why the counts could not be written when it was last tried; null: they could.</summary>
    public Exception? Failure => failure;

    private TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>Puts on record that it happened.</summary>
    /// <param name="what">What, from the very address.</param>
    /// <param name="begin">Makes the tally of it where it is a first.</param>
    /// <exception cref="AuditUnavailableException">It could not be recorded.</exception>
    public Task RecordAsync(Occurrence what, Func<Occurrence, Tally> begin)
    {
        var elapsed = Elapsed;
        if (arrears.Age(elapsed) >= Credit || !open.TryGetValue(what, out var known) || !known.TryRepeat(time.GetUtcNow().UtcDateTime, elapsed))
        {
            return RecordPatientlyAsync(what, begin);
        }
        arrears.Owe(elapsed);
        return Task.CompletedTask;
    }

    private async Task RecordPatientlyAsync(Occurrence what, Func<Occurrence, Tally> begin)
    {
        await ProveAsync();
        if (!open.ContainsKey(what))
        {
            what = what with { Address = crowds.GetOrAdd(what.Actor ?? Guid.Empty, _ => new Crowd()).NameOf(what.Address, what.Actor is not null) };
        }
        Tally tally;
        DateTime now;
        do
        {
            now = time.GetUtcNow().UtcDateTime;
            var (at, each) = (now, open.GetOrAdd(what, begin));
            tally = each;
            try
            {
                await tally.FirstAsync(() => batch.AppendAsync(each.Actor, each.Lines, (db, seq) => each.BeginAsync(db, seq, at)));
            }
            catch (AuditUnavailableException)
            {
                open.TryRemove(KeyValuePair.Create(what, tally));
                throw;
            }
        }
        while (!tally.TryAdd(now, Elapsed));
        arrears.Owe(Elapsed);
    }

    /// <summary>Writes what is to be written now; for all who come meanwhile it is the same writing. It never throws.</summary>
    internal Task WriteAsync() => BeginWriting().Writing;

    /// <summary>Brings the chain up to what a server that was killed left behind.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await writer.FindLeftAsync(cancellationToken);
        await WriteAsync();
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await writing;
        await WriteAsync(isLast: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(failure is null ? Every : Again, stoppingToken);
                await WriteAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops: StopAsync writes the rest
        }
    }

    // a count is too old: the writing is late, or under way, or fails. What was counted before a writing that ends well began is written
    private async Task ProveAsync()
    {
        var came = Elapsed;
        while (arrears.Age(Elapsed) >= Credit)
        {
            if (failure is { } known)
            {
                throw new AuditUnavailableException(known);
            }
            var (write, since) = BeginWriting();
            var left = since + Credit - Elapsed;
            try
            {
                await write.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
            catch (TimeoutException exception)
            {
                throw new AuditUnavailableException(exception);
            }
            if (failure is null && since >= came)
            {
                return;
            }
        }
    }

    private (Task Writing, TimeSpan Since) BeginWriting()
    {
        lock (turn)
        {
            if (writing.IsCompleted)
            {
                writingSince = Elapsed;
                writing = Task.Run(() => WriteAsync(isLast: false));
            }
            return (writing, writingSince);
        }
    }

    private async Task WriteAsync(bool isLast)
    {
        arrears.Begin();
        var states = Take(isLast);
        var stored = 0;
        try
        {
            await writer.TellLeftAsync();
            foreach (var part in states.Chunk(TallyWriter.Together))
            {
                await writer.StoreAsync(part);
                stored += part.Length;
            }
            Healed();
        }
        catch (Exception exception)
        {
            foreach (var state in states.Skip(stored))
            {
                state.Of.Return(state);
                if (state.IsEnd)
                {
                    ended.Add(state.Of);
                }
            }
            Failed(exception, isLast);
        }
        arrears.End(stored == states.Count);
    }

    private List<TallyState> Take(bool isLast)
    {
        var elapsed = Elapsed;
        if (elapsed - crowdsSince >= Idle)
        {
            crowdsSince = elapsed;
            crowds.Clear();
        }
        var all = open.Values.ToList();
        var newest = all.Where(tally => tally.What.Revision is not null).GroupBy(tally => tally.What.Actor).ToDictionary(group => group.Key ?? Guid.Empty, group => group.Max(tally => tally.What.Revision));
        var tooMany = all.Count > Most ? all.OrderBy(tally => tally.Last).Take(all.Count - Most).ToHashSet() : [];
        var states = ended.Select(tally => tally.Take(elapsed, end: true)).OfType<TallyState>().ToList();
        ended.Clear();
        foreach (var tally in all)
        {
            var rests = elapsed - tally.Last;
            var isOver = isLast || rests >= Idle || tooMany.Contains(tally)
                || (rests >= Every && tally.What.Revision < newest.GetValueOrDefault(tally.What.Actor ?? Guid.Empty));
            if (tally.Take(elapsed, isOver) is not { } state)
            {
                continue;
            }
            if (state.IsEnd)
            {
                open.TryRemove(KeyValuePair.Create(tally.What, tally));
            }
            states.Add(state);
        }
        return states;
    }

    private void Healed()
    {
        failure = null;
        if (isFailureTold)
        {
            isFailureTold = false;
            log.LogWarning("Deliveries and refusals are recorded again.");
        }
    }

    private void Failed(Exception exception, bool isLast)
    {
        failure = exception;
        if (isLast)
        {
            log.LogError("The last counts of deliveries and refusals could not be recorded before the server stopped: {Reason}", exception.GetBaseException().Message);
        }
        // of the storage itself there is a line already, and will be one when it works again
        else if (storage.State == StorageState.Ok && !isFailureTold)
        {
            isFailureTold = true;
            log.LogError("Deliveries and refusals cannot be recorded, so programs receive nothing until they can: {Reason}", exception.GetBaseException().Message);
        }
    }
}
