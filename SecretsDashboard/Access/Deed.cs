using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// An allowed deed while it is being done: the context it works in, who does it, and the project it was allowed for. A deed
/// that changes something must record what; the guard refuses to commit a change without its line.
/// </summary>
internal sealed class Deed(AppDbContext db, AppUser person, AuditActor actor, Project? project, ProjectRole? role)
{
    private readonly List<AuditLine> lines = [];

    public AppDbContext Db { get; } = db;

    public AppUser Person { get; } = person;

    public AuditActor Actor { get; } = actor;

    public IReadOnlyList<AuditLine> Lines => lines;

    /// <summary>The project the permission was asked for.</summary>
    /// <exception cref="InvalidOperationException">It was asked for the instance.</exception>
    public Project Project => project ?? throw new InvalidOperationException("This deed has no project.");

    public bool May(Permission permission) => AccessPolicy.Allows(Person.Role, role, permission);

    /// <exception cref="AccessDeniedException">The person may not do it; the refusal is recorded by the guard.</exception>
    public void Require(Permission permission)
    {
        if (!May(permission))
        {
            throw new AccessDeniedException(AccessDeniedException.RoleTooLow, project);
        }
    }

    /// <summary>The target is not there: refused like anything that is none of the person's business.</summary>
    public AccessDeniedException Missing() => new(AccessDeniedException.UnknownTarget, project);

    public void Record(AuditLine line) =>
        lines.Add(project is null || line.ProjectId is not null ? line : line with { ProjectId = project.Id, ProjectName = project.Slug });
}
