using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Knows what a change of stored values means for programs: which environments deliver something else from now on, and whom in memory to
/// tell. Told inside the write gate, after the commit and before the acknowledgement.
/// </summary>
internal sealed class EnvironmentChanges
{
    public event Action<Guid>? Changed;

    /// <summary>
    /// Gives the environments, of the deed's project, a new revision. What the organization shares is delivered beneath other environments
    /// (<see cref="SharedReach"/>): these get one too, so one number tells whether an answer is still good.
    /// </summary>
    public async Task DeliverAnewAsync(Deed deed, IReadOnlyCollection<Guid> environments, CancellationToken cancellationToken)
    {
        var all = deed.Db.Environments;
        var above = SharedReach.Of(deed.Db).Where(reach => environments.Contains(reach.SharedId));
        var reached = deed.Project.Kind == ProjectKind.Organization
            ? all.Where(row => environments.Contains(row.Id) || above.Any(reach => reach.EnvironmentId == row.Id))
            : all.Where(row => environments.Contains(row.Id));
        var ids = await reached.Select(row => row.Id).ToListAsync(cancellationToken);
        var stamp = Random.Shared.NextInt64();
        await reached.ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1).SetProperty(row => row.Stamp, stamp), cancellationToken);
        deed.Afterwards(() => Tell(ids));
    }

    /// <summary>Tells that these are others now, or gone.</summary>
    public void Tell(IEnumerable<Guid> environments)
    {
        foreach (var environment in environments)
        {
            Changed?.Invoke(environment);
        }
    }
}
