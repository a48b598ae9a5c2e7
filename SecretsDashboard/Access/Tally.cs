using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Counts one thing that happens again and again since its first was put on record. It says what of it is to be written, and when the
/// chain is told a sum: five seconds, a minute and ten minutes after the first, then each hour. It writes nothing itself.
/// </summary>
/// <param name="what">What happens.</param>
/// <param name="actor">Who did it first.</param>
/// <param name="lines">What the chain is told of it; more than one where more than one log is to know.</param>
/// <param name="also">What else is noted with each writing: the moment is that of the last.</param>
internal sealed class Tally(Occurrence what, AuditActor actor, IReadOnlyList<AuditLine> lines, Func<AppDbContext, DateTime, Task>? also = null)
{
    private static readonly TimeSpan[] Sums = [TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private Task? first;
    private bool isBegun;
    private bool isClosed;
    private bool isOverdue;
    private Repetition row = new();
    private long written;
    private int sums;
    private TimeSpan began;
    private TimeSpan due;
    private TimeSpan last;

    public Occurrence What { get; } = what;

    public AuditActor Actor { get; } = actor;

    public IReadOnlyList<AuditLine> Lines { get; } = lines;

    /// <summary>When it last happened, on a clock that only goes on.</summary>
    public TimeSpan Last => last;

    /// <summary>Runs the recording of the first once; everyone who comes meanwhile waits for the same.</summary>
    public Task FirstAsync(Func<Task> record)
    {
        lock (gate)
        {
            return first ??= record();
        }
    }

    /// <summary>Within the transaction that tells the chain the first.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="seq">The entry that tells it.</param>
    /// <param name="now">When it happened.</param>
    public async Task BeginAsync(AppDbContext db, long seq, DateTime now)
    {
        row = new Repetition
        {
            Seq = seq,
            Entries = Lines.Count,
            TokenId = What.Revision is null ? null : What.Actor,
            Revision = What.Revision,
            Address = What.Address,
            FirstAt = now,
            LastAt = now,
            Count = 1,
        };
        db.Add(row.Copy());
        await (also?.Invoke(db, now) ?? Task.CompletedTask);
    }

    /// <summary>Counts one more. False: its first is not on record yet, or it is closed and the next is a first again.</summary>
    public bool TryRepeat(DateTime now, TimeSpan elapsed)
    {
        lock (gate)
        {
            if (isClosed || !isBegun)
            {
                return false;
            }
            Count(now, elapsed);
            return true;
        }
    }

    /// <summary>Counts one for a request that waited for the first: the very first is on record already. False: it is closed, the next is a first again.</summary>
    public bool TryAdd(DateTime now, TimeSpan elapsed)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }
            if (isBegun)
            {
                Count(now, elapsed);
                return true;
            }
            (isBegun, began, last, due, written) = (true, elapsed, elapsed, elapsed + Sums[0], 1);
            return true;
        }
    }

    /// <summary>What is to be written now; null: nothing. It is taken: what could not be stored is given back by <see cref="Return"/>.</summary>
    /// <param name="elapsed">The time, on a clock that only goes on.</param>
    /// <param name="end">Closes it: what is untold is told, and nothing more is counted.</param>
    public TallyState? Take(TimeSpan elapsed, bool end)
    {
        lock (gate)
        {
            if (!isBegun)
            {
                return null;
            }
            isClosed |= end;
            var isDue = isClosed || isOverdue || elapsed >= due;
            while (elapsed >= due)
            {
                sums++;
                due = sums < Sums.Length ? began + Sums[sums] : due + Hourly;
            }
            if (row.Count == written && !isClosed && (!isDue || row.Untold == 0))
            {
                return null;
            }
            isOverdue = false;
            var before = written;
            written = row.Count;
            if (!isDue || row.Untold == 0)
            {
                return new TallyState(this, row.Copy(), null, before, isClosed);
            }
            var told = new AuditReads(row.UntoldSince ?? row.LastAt, row.LastAt, row.Untold);
            (row.Untold, row.UntoldSince) = (0, null);
            return new TallyState(this, row.Copy(), told, before, isClosed);
        }
    }

    /// <summary>What was taken could not be stored.</summary>
    public void Return(TallyState state)
    {
        lock (gate)
        {
            written = state.Before;
            if (state.Told is { } told)
            {
                (row.Untold, row.UntoldSince, isOverdue) = (row.Untold + told.Count, told.First, true);
            }
        }
    }

    public Task AlsoAsync(AppDbContext db, DateTime at) => also?.Invoke(db, at) ?? Task.CompletedTask;

    private void Count(DateTime now, TimeSpan elapsed)
    {
        last = elapsed;
        row.LastAt = now;
        row.Count++;
        row.Untold++;
        row.UntoldSince ??= now;
    }
}
