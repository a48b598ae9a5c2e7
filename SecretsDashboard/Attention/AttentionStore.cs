using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>Puts off what needs attention, for everybody who would see it, and brings it back. Only those who may mend it do either.</summary>
internal sealed class AttentionStore(AccessGuard guard, TimeProvider time)
{
    /// <summary>For so many days something can be put off.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 30];

    /// <summary>Nobody is shown these until then. Audited as <c>attention.put_off</c>, a line for each.</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="project">The project as <see cref="ProjectAddress"/> names it; null: it is of the instance.</param>
    /// <param name="kind">What is wrong.</param>
    /// <param name="targets">With what: the <see cref="AttentionLine.Targets"/> of a line.</param>
    /// <param name="days">One of <see cref="Days"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">Unknown project or target, or the caller may not mend it.</exception>
    public Task<bool> PutOffAsync(Caller caller, string? project, AttentionKind kind, IReadOnlyCollection<Guid> targets, int days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(Days.Contains(days), false, nameof(days));
        return guard.ChangeAsync(caller, AttentionKinds.MendedBy(kind), project, async deed =>
        {
            var (now, word) = (time.GetUtcNow().UtcDateTime, AttentionKinds.WordOf(kind));
            // what is over is told by nothing
            await deed.Db.PutOffs.Where(row => row.Until <= now).ExecuteDeleteAsync(cancellationToken);
            foreach (var (id, name) in await NamesAsync(deed, kind, targets, cancellationToken))
            {
                var row = await deed.Db.PutOffs.FindAsync([word, id], cancellationToken) ?? deed.Db.Add(new PutOff { Kind = word, TargetId = id, ProjectId = deed.IsInProject ? deed.Project.Id : null }).Entity;
                (row.Until, row.PutOffAt, row.PutOffBy) = (now.AddDays(days), now, deed.ActorId);
                deed.Record(new AuditLine(AuditAction.AttentionPutOff) { TargetId = id == Guid.Empty ? null : id, TargetName = name, Reason = $"{word},for_{days}_days" });
            }
            return true;
        }, cancellationToken);
    }

    /// <summary>Shows them again at once. Audited as <c>attention.brought_back</c>.</summary>
    /// <inheritdoc cref="PutOffAsync"/>
    public Task<bool> BringBackAsync(Caller caller, string? project, AttentionKind kind, IReadOnlyCollection<Guid> targets, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, AttentionKinds.MendedBy(kind), project, async deed =>
        {
            var word = AttentionKinds.WordOf(kind);
            foreach (var (id, name) in await NamesAsync(deed, kind, targets, cancellationToken))
            {
                if (await deed.Db.PutOffs.FindAsync([word, id], cancellationToken) is { } row)
                {
                    deed.Db.Remove(row);
                    deed.Record(new AuditLine(AuditAction.AttentionBroughtBack) { TargetId = id == Guid.Empty ? null : id, TargetName = name, Reason = word });
                }
            }
            return true;
        }, cancellationToken);

    /// <summary>The public names of the targets, which must all be of the deed's project; null: it has none.</summary>
    private static async Task<IReadOnlyList<(Guid Id, string? Name)>> NamesAsync(Deed deed, AttentionKind kind, IReadOnlyCollection<Guid> targets, CancellationToken cancellationToken)
    {
        var wanted = targets.ToHashSet();
        if (!deed.IsInProject)
        {
            return wanted.SetEquals([Guid.Empty]) ? [(Guid.Empty, null)] : throw deed.Missing();
        }
        var project = deed.Project.Id;
        var found = kind switch
        {
            AttentionKind.TokenAsks or AttentionKind.TokenEnds or AttentionKind.TokenUnused => await deed.Db.ServiceTokens.Where(token => token.ProjectId == project && EF.Parameter(wanted).Contains(token.Id))
                .Select(token => new { token.Id, token.Name }).ToListAsync(cancellationToken),
            AttentionKind.ValueMissing or AttentionKind.ValueDamaged => await deed.Db.Environments.Where(row => row.ProjectId == project && EF.Parameter(wanted).Contains(row.Id) && (!row.Protected || deed.May(Permission.ChangeProtected)))
                .Select(row => new { row.Id, Name = row.Slug }).ToListAsync(cancellationToken),
            _ => [.. wanted.Where(id => id == project && !AttentionKinds.IsOfInstance(kind)).Select(id => new { Id = id, Name = "" })],
        };
        return found.Count == wanted.Count ? found.ConvertAll(each => (each.Id, each.Name.Length > 0 ? each.Name : null)) : throw deed.Missing();
    }
}
