using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Audit;

/// <summary>
/// What a reader of the audit log may see by name: what happened in the project they read or belong to, what belongs to no
/// project, what they did themselves. Of the rest they see ids.
/// </summary>
internal sealed class VisibleNames
{
    private readonly Guid reader;
    private readonly HashSet<Guid> projects;

    private VisibleNames(Guid reader, IEnumerable<Guid> projects) => (this.reader, this.projects) = (reader, [.. projects]);

    public static async Task<VisibleNames> ReadAsync(Deed deed, CancellationToken cancellationToken) => new(deed.ActorId,
        await OwnProjects.Of(deed.Db, deed.ActorId).Select(project => project.Id).ToListAsync(cancellationToken));

    /// <summary>The reader belongs to this project.</summary>
    public bool Knows(Guid project) => projects.Contains(project);

    /// <summary>Only those entries whose names may be seen: a search must not tell what a page hides.</summary>
    public IQueryable<AuditEntry> OfVisible(IQueryable<AuditEntry> entries) =>
        entries.Where(entry => entry.ProjectId == null || projects.Contains(entry.ProjectId.Value) || entry.ActorId == reader);

    /// <summary>The names of tokens that were refused because they do not live any more, by what an entry says of them: those of projects whose names may be seen.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EndedTokensAsync(AppDbContext db, IEnumerable<AuditRecord> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.Line).Where(line => line is { Action: AuditAction.TokenRefused, TargetName: not null }).Select(line => line.TargetName!).Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<string, string>() : await db.ServiceTokens.AsNoTracking().Where(token => ids.Contains(token.PublicId) && projects.Contains(token.ProjectId))
            .ToDictionaryAsync(token => token.PublicId, token => token.Name, cancellationToken);
    }

    /// <summary>The entry, without the names that are none of the reader's business; null: its bytes were altered.</summary>
    public AuditRecord? Shown(AuditEntry row) =>
        AuditBody.Read(row.Body) is not { } entry ? null
        : entry.Line.ProjectId is not { } project || projects.Contains(project) || entry.Actor.Id == reader ? entry
        : entry with
        {
            Actor = entry.Actor.Kind == AuditActor.TokenKind ? entry.Actor with { Name = null } : entry.Actor,
            Line = entry.Line with { ProjectName = null, TargetName = null, TargetEmail = null, ReceiverName = null, Environments = [] },
        };
}
