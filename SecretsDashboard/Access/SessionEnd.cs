using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>Ends all sessions of a person inside a deed. Once it is committed their circuits are cut, before anybody is answered.</summary>
internal sealed class SessionEnd(Revocations revocations, TimeProvider time)
{
    /// <summary>Ends them. Audited as <c>session.ended</c>, a line for each that was live.</summary>
    public async Task EndAllAsync(Deed deed, AppUser person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var sessions = await deed.Db.Sessions.Where(row => row.UserId == person.Id).ToListAsync(cancellationToken);
        foreach (var session in sessions.Where(session => session.IsLive(now)).OrderBy(session => session.CreatedAt))
        {
            deed.Record(new AuditLine(AuditAction.SessionEnded) { TargetId = session.Id, TargetName = person.Name });
        }
        deed.Db.RemoveRange(sessions);
        deed.Afterwards(() => revocations.End(person.Id, null));
    }
}
