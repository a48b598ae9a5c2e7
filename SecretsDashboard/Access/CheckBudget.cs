using Microsoft.EntityFrameworkCore;

namespace SecretsDashboard.Access;

/// <summary>
/// How often one is told whether a value is the stored one: guesses are not to be tried out. A person has one budget over all secrets, a project's
/// tokens that may not read share one. What was told is counted in the audit log, inside the write gate where the next line is written: several tabs,
/// simultaneous requests and a restart win nothing.
/// </summary>
internal sealed class CheckBudget(TimeProvider time)
{
    public const int EachMinute = 10;
    public const int EachHour = 60;

    /// <summary>May the deed's actor be told once more? A program that may read the values always.</summary>
    public async Task<bool> HasRoomAsync(Deed deed, CancellationToken cancellationToken)
    {
        if (deed.ReadsValues)
        {
            return true;
        }
        var now = time.GetUtcNow().UtcDateTime;
        var hour = now.AddHours(-1);
        var told = deed.Db.Audit.Where(entry => entry.Action == AuditAction.SecretChecked && entry.Time > hour);
        told = deed.OnlyEnvironment is null
            ? told.Where(entry => entry.ActorId == deed.ActorId)
            : told.Where(entry => entry.ProjectId == deed.Project.Id && !deed.Db.Users.Any(user => user.Id == entry.ActorId));
        var times = await told.Select(entry => entry.Time).ToListAsync(cancellationToken);
        return times.Count < EachHour && times.Count(at => at > now.AddMinutes(-1)) < EachMinute;
    }
}
