using Microsoft.EntityFrameworkCore;

namespace SecretsDashboard.Access;

/// <summary>Ends all sessions of a person inside a deed. Once it is committed their circuits are cut, before anybody is answered.</summary>
internal sealed class SessionEnd(Revocations revocations)
{
    public async Task EndAllAsync(Deed deed, Guid person, CancellationToken cancellationToken)
    {
        await deed.Db.Sessions.Where(row => row.UserId == person).ExecuteDeleteAsync(cancellationToken);
        deed.Afterwards(() => revocations.End(person, null));
    }
}
