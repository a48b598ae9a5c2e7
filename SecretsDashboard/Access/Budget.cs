using System.Collections.Frozen;
using System.Diagnostics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Access;

/// <summary>
/// The one budget of each person, and of each program that writes: asked before costly work and before the write gate, so that what
/// one of them does costs the others nothing. It is kept in memory, by the id of a person, a session or a token, and writes one log line a
/// minute for each limit that somebody reached. What may be done at all is not its business.
/// </summary>
internal sealed class Budget : IDisposable
{
    /// <summary>What one file to import counts as, in requests.</summary>
    public const int RequestsOfImport = 10;

    /// <summary>The most circuits of one person: twice as many as tabs, because those that lost their page are kept for minutes.</summary>
    public const int CircuitsOfPerson = 20;

    /// <summary>The most imports of one person that wait for the one that runs.</summary>
    public const int WaitingImports = 32;

    private const int Burst = 10;
    private const int MinutesOfDay = 24 * 60;
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly FrozenDictionary<Cost, Share> shares;
    private readonly PartitionedRateLimiter<(Guid, Cost)> lines = PartitionedRateLimiter.Create<(Guid, Cost), (Guid, Cost)>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = 1, Window = TimeSpan.FromMinutes(1) }));
    private readonly ILogger<Budget> log;

    public Budget(IOptions<LimitOptions> options, ILogger<Budget> log)
    {
        this.log = log;
        var limits = options.Value;
        var (body, stored) = (limits.BodyMegabytesAtOnce * 1024 * 1024, limits.StoredMegabytesPerDay * 1024);
        shares = new Dictionary<Cost, Share>
        {
            [Cost.Request] = Rate(limits.PersonRequestsPerSecond * Burst, limits.PersonRequestsPerSecond, Short,
                $"You ask for more than one person gets, {limits.PersonRequestsPerSecond:N0} requests a second"),
            [Cost.Import] = AtOnce(1, $"{WaitingImports} imports of yours wait already, and one runs at a time", WaitingImports),
            [Cost.Circuit] = AtOnce(CircuitsOfPerson, "You have too many tabs open"),
            [Cost.BodyByte] = AtOnce(body, $"You are sending more than {limits.BodyMegabytesAtOnce:N0} MiB at once, the most that is taken from one person"),
            [Cost.StoredKilobyte] = Rate(stored, Math.Max(1, stored / MinutesOfDay), TimeSpan.FromMinutes(1),
                $"You have stored {limits.StoredMegabytesPerDay:N0} MiB within a day, the most that is taken from one person"),
        }.ToFrozenDictionary();
    }

    /// <summary>Is anything left? Nothing is taken.</summary>
    public bool Has(Guid who, Cost what)
    {
        using var lease = shares[what].Limiter.AttemptAcquire(who, 0);
        return lease.IsAcquired;
    }

    /// <summary>Takes it off the budget of <paramref name="who"/>; what is used at once is given back when the answer is disposed.</summary>
    /// <param name="who">The person, session or token.</param>
    /// <param name="what">What is used up.</param>
    /// <param name="amount">How much; 0 only asks whether anything is left. What is more than the whole share takes the whole share.</param>
    /// <exception cref="LimitReachedException">There is not so much left.</exception>
    public RateLimitLease Take(Guid who, Cost what, int amount = 1)
    {
        var share = shares[what];
        return Granted(who, what, share, share.Limiter.AttemptAcquire(who, share.Most == 0 ? amount : Math.Min(amount, share.Most)));
    }

    /// <summary>
    /// Waits until it is the turn of <paramref name="who"/>, in the order of asking; disposing the answer ends the turn. The next turn of
    /// theirs begins after a rest as long as this one, at most a second: half of the time belongs to others.
    /// </summary>
    /// <param name="who">The person, session or token.</param>
    /// <param name="what">What is done by one at a time.</param>
    /// <param name="cancellationToken">The person who waits is gone.</param>
    /// <exception cref="LimitReachedException">Too many of theirs wait already.</exception>
    public async ValueTask<IDisposable> TakeTurnAsync(Guid who, Cost what, CancellationToken cancellationToken)
    {
        var share = shares[what];
        return new Turn(Granted(who, what, share, await share.Limiter.AcquireAsync(who, 1, cancellationToken)));
    }

    public void Dispose()
    {
        lines.Dispose();
        foreach (var share in shares.Values)
        {
            share.Limiter.Dispose();
        }
    }

    private RateLimitLease Granted(Guid who, Cost what, Share share, RateLimitLease lease)
    {
        if (lease.IsAcquired)
        {
            return lease;
        }
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : Short;
        lease.Dispose();
        using var line = lines.AttemptAcquire((who, what));
        if (line.IsAcquired)
        {
            log.LogWarning("{Who} reached the limit of {Cost}: anything beyond is refused. This is told once a minute.", who, what);
        }
        throw new LimitReachedException($"{share.Rule}. Wait {Words(wait)}, then try again.", wait);
    }

    private static Share Rate(int most, int more, TimeSpan each, string rule) => new(most, rule, Limiter(most, who => RateLimitPartition.GetTokenBucketLimiter(who,
        _ => new TokenBucketRateLimiterOptions { TokenLimit = most, TokensPerPeriod = more, ReplenishmentPeriod = each })));

    private static Share AtOnce(int most, string rule, int waiting = 0) => new(most, rule, Limiter(most, who => RateLimitPartition.GetConcurrencyLimiter(who,
        _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = waiting })));

    private static PartitionedRateLimiter<Guid> Limiter(int most, Func<Guid, RateLimitPartition<Guid>> partition) =>
        PartitionedRateLimiter.Create(most == 0 ? RateLimitPartition.GetNoLimiter : partition);

    private static string Words(TimeSpan wait) => LimitReachedException.Seconds(wait) switch
    {
        1 => "a second",
        < 120 and var seconds => $"{seconds} seconds",
        var seconds => $"{(seconds + 59) / 60} minutes",
    };

    private sealed class Turn(RateLimitLease lease) : IDisposable
    {
        private readonly long began = Stopwatch.GetTimestamp();

        public void Dispose() => _ = RestAsync();

        private async Task RestAsync()
        {
            var taken = Stopwatch.GetElapsedTime(began);
            await Task.Delay(taken < LongestRest ? taken : LongestRest);
            lease.Dispose();
        }
    }

    /// <summary>One kind of cost: the most there is of it (0: no limit), and the rule as a sentence without its end.</summary>
    private sealed record Share(int Most, string Rule, PartitionedRateLimiter<Guid> Limiter);
}
