namespace SecretsDashboard.Access;

/// <summary>
/// Notices that the clock is more than five minutes behind a line of the audit log, until it has caught up or the server starts again. It says
/// so in one line of the log and decides nothing.
/// </summary>
internal sealed class ClockWatch(TimeProvider time, ILogger<ClockWatch> log)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private DateTime latest;
    private bool isTold;

    /// <summary>A line of the audit log has this time.</summary>
    public void See(DateTime recorded)
    {
        lock (gate)
        {
            latest = recorded > latest ? recorded : latest;
        }
        IsBehind();
    }

    public bool IsBehind()
    {
        lock (gate)
        {
            var behind = latest - time.GetUtcNow().UtcDateTime;
            if (behind <= Tolerance)
            {
                return isTold = false;
            }
            if (!isTold)
            {
                isTold = true;
                log.LogError("The clock is {Minutes:N0} minutes behind the audit log: set it right. Sessions and tokens that ran out stay ended.", behind.TotalMinutes);
            }
            return true;
        }
    }
}
