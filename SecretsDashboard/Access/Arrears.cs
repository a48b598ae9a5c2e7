namespace SecretsDashboard.Access;

/// <summary>Knows how old the oldest count is that is not written yet. The times are of a clock that only goes on.</summary>
internal sealed class Arrears
{
    // ticks of the oldest count that waits, and of the oldest that is being written; 0: none
    private long oldest;
    private long underWay;

    public TimeSpan Age(TimeSpan now)
    {
        var since = Volatile.Read(ref underWay) is var written and not 0 ? written : Volatile.Read(ref oldest);
        return since == 0 ? TimeSpan.Zero : now - TimeSpan.FromTicks(since);
    }

    /// <summary>Something was counted just now; to be called after it was.</summary>
    public void Owe(TimeSpan now)
    {
        if (Volatile.Read(ref oldest) == 0)
        {
            Interlocked.CompareExchange(ref oldest, Math.Max(1, now.Ticks), 0);
        }
    }

    /// <summary>The writing begins, before it is known what: what is counted from now on is owed anew.</summary>
    public void Begin()
    {
        Volatile.Write(ref underWay, Volatile.Read(ref oldest));
        Interlocked.Exchange(ref oldest, 0);
    }

    /// <summary>The writing ended.</summary>
    /// <param name="isWritten">All of it is durable; else it stays as old as it is.</param>
    public void End(bool isWritten)
    {
        if (!isWritten && underWay != 0)
        {
            Interlocked.Exchange(ref oldest, underWay);
        }
        Volatile.Write(ref underWay, 0);
    }
}
