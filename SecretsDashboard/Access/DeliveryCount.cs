namespace SecretsDashboard.Access;

/// <summary>The deliveries of one revision to one token at one address since the first of them was put on record.</summary>
internal sealed class DeliveryCount(TokenCaller caller, Guid? secret)
{
    private readonly Lock gate = new();
    private Task? first;
    private bool isFirstCounted;
    private bool isClosed;
    private DateTime last;
    private AuditReads? pending;

    public TokenCaller Caller { get; } = caller;

    public Guid? Secret { get; } = secret;

    /// <summary>Runs the recording of the first once; everyone who comes meanwhile waits for the same.</summary>
    public Task FirstAsync(Func<Task> record)
    {
        lock (gate)
        {
            return first ??= record();
        }
    }

    /// <summary>Counts a delivery; the very first has its own line already. False: it is closed, the next is a first again.</summary>
    public bool TryAdd(DateTime now)
    {
        lock (gate)
        {
            last = now;
            if (isFirstCounted && !isClosed)
            {
                pending = pending is null ? new AuditReads(now, now, 1) : pending with { Last = now, Count = pending.Count + 1 };
            }
            isFirstCounted = true;
            return !isClosed;
        }
    }

    /// <summary>What was counted since it was last asked for; null: nothing.</summary>
    public AuditReads? Take()
    {
        lock (gate)
        {
            var taken = pending;
            pending = null;
            return taken;
        }
    }

    /// <summary>Gives back what was taken and could not be stored.</summary>
    public void Return(AuditReads taken)
    {
        lock (gate)
        {
            pending = pending is null ? taken : new AuditReads(taken.First, pending.Last, taken.Count + pending.Count);
        }
    }

    /// <summary>Closes it where nothing waits to be told and nothing was delivered since <paramref name="since"/>.</summary>
    public bool TryClose(DateTime since)
    {
        lock (gate)
        {
            return isClosed = pending is null && isFirstCounted && last < since;
        }
    }
}
