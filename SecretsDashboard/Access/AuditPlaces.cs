using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// What the projects, environments and secrets of audit entries are called now, and where they are. An entry has the slugs of its day; what is gone,
/// or none of the reader's business, is not in here and keeps them.
/// </summary>
internal sealed class AuditPlaces
{
    /// <summary>Nothing is known: entries are told as they were written.</summary>
    public static readonly AuditPlaces None = new();

    private readonly Dictionary<Guid, (string Name, string Address)> projects = [];
    private readonly Dictionary<(Guid Project, string Slug), string> environments = [];
    private readonly HashSet<Guid> secrets = [];

    private AuditPlaces()
    {
    }

    /// <summary>Reads what these entries name.</summary>
    /// <param name="db">Where.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="mayKnow">May the reader know this project?</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<AuditPlaces> ReadAsync(AppDbContext db, IReadOnlyCollection<AuditRecord> entries, Func<Guid, bool> mayKnow, CancellationToken cancellationToken)
    {
        var places = new AuditPlaces();
        var lines = entries.Select(entry => entry.Line).ToList();
        var ids = lines.SelectMany(line => new[] { line.ProjectId, line.ReceiverId, line.TargetId }).OfType<Guid>().Distinct().ToList();
        foreach (var project in await db.Projects.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)).ToListAsync(cancellationToken))
        {
            if (mayKnow(project.Id))
            {
                places.projects[project.Id] = (project.Name, ProjectAddress.Of(ProjectAddress.NameOf(project.Kind, project.Slug)));
            }
        }
        var known = places.projects.Keys.ToList();
        foreach (var row in await db.Environments.AsNoTracking().Where(row => EF.Parameter(known).Contains(row.ProjectId)).Select(row => new { row.ProjectId, row.Slug, row.Name }).ToListAsync(cancellationToken))
        {
            places.environments[(row.ProjectId, row.Slug)] = row.Name;
        }
        var targets = lines.Where(line => line.ProjectId is { } project && places.projects.ContainsKey(project)).Select(line => line.TargetId).OfType<Guid>().Distinct().ToList();
        places.secrets.UnionWith(await db.Secrets.Where(row => EF.Parameter(targets).Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken));
        return places;
    }

    /// <summary>What a project is called; the text of the entry where it is not known here.</summary>
    public string? ProjectOf(Guid? id, string? written) => id is { } known && projects.TryGetValue(known, out var project) ? project.Name : written;

    /// <summary>Where the project's pages begin; null: it has none to go to.</summary>
    public string? AddressOf(Guid? id) => id is { } known && projects.TryGetValue(known, out var project) ? project.Address : null;

    /// <summary>What an environment is called; its slug where it is not known here.</summary>
    public string EnvironmentOf(Guid? project, string slug) => project is { } known ? environments.GetValueOrDefault((known, slug), slug) : slug;

    /// <summary>Where the secret of a line is shown; null: it is gone, or the line is about none.</summary>
    public string? AddressOfSecret(AuditLine line) =>
        line is { TargetId: { } id, TargetName: { } key } && secrets.Contains(id) && AddressOf(line.ProjectId) is { } project ? $"{project}?secret={Uri.EscapeDataString(key)}" : null;
}
