using System.Collections.Concurrent;

namespace SecretsDashboard.Ui;

/// <summary>
/// Says in the log why requests are refused that the operator can mend. Of each kind the first is told at once, the next after a minute
/// with the number of those between: no stranger fills the log.
/// </summary>
internal sealed class RefusalLog(TimeProvider time, ILogger<RefusalLog> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Last, int More)> told = new(StringComparer.Ordinal);

    /// <summary>Tells it, or counts it; true where it was told.</summary>
    /// <param name="kind">What is limited together; one of few.</param>
    /// <param name="text">The line: what was refused, why, and what to do.</param>
    public bool Tell(string kind, string text)
    {
        var now = time.GetUtcNow();
        var (tells, more) = (false, 0);
        told.AddOrUpdate(kind,
            _ =>
            {
                (tells, more) = (true, 0);
                return (now, 0);
            },
            (_, known) =>
            {
                (tells, more) = (now - known.Last >= Pause, known.More);
                return tells ? (now, 0) : (known.Last, known.More + 1);
            });
        if (tells)
        {
            log.LogWarning("{Refusal}{More}", text, more == 0 ? "" : $" ({more} more since the line before)");
        }
        return tells;
    }
}
