namespace SecretsDashboard.Cli;

/// <summary>The time that one call may take with all its tries, and the pauses between them: longer each time, and not the same for programs that start together.</summary>
internal sealed class Patience(TimeSpan limit)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    // a server that asks to wait 0 seconds would be asked without a pause
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
    private TimeSpan pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What is left for the next try.</summary>
    public TimeSpan Left => TimeSpan.FromMilliseconds(Math.Max(1, end - Environment.TickCount64));

    /// <summary>Waits for the next try. False, at once, if it would come too late.</summary>
    /// <param name="wanted">How long the answer asks to wait; null: it does not say.</param>
    public bool Wait(TimeSpan? wanted)
    {
        var wait = wanted is { } least ? (least > ShortestWait ? least : ShortestWait) : pause * (0.75 + (Random.Shared.NextDouble() / 2));
        if (wait >= Left)
        {
            return false;
        }

        Thread.Sleep(wait);
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        return true;
    }
}
