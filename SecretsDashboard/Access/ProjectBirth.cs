using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>Makes the rows every project begins with: itself, its first data key, three environments. Who belongs to it is not its business.</summary>
internal sealed class ProjectBirth(ProjectKeys keys, TimeProvider time)
{
    private const uint FirstKey = 1;
    private static readonly (string Slug, string Name)[] DefaultEnvironments = [("development", "Development"), ("staging", "Staging"), ("production", "Production")];

    /// <summary>Adds a team's project within the deed. Audited as <c>project.created</c>.</summary>
    public Project AddTeam(Deed deed, string slug, string name) => Add(deed, ProjectKind.Team, null, slug, name);

    /// <summary>Adds the personal project of the person who acts, or the organization's. Audited as <c>project.created</c>.</summary>
    /// <param name="deed">The deed.</param>
    /// <param name="name"><see cref="ProjectAddress.Personal"/> or <see cref="ProjectAddress.Shared"/>.</param>
    public Project AddOwn(Deed deed, string name) => name == ProjectAddress.Personal
        ? Add(deed, ProjectKind.Personal, deed.ActorId, $"{name}/{deed.ActorId:N}", "Personal")
        : Add(deed, ProjectKind.Organization, null, name, "Shared");

    private Project Add(Deed deed, ProjectKind kind, Guid? owner, string slug, string name)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var project = new Project { Id = Guid.CreateVersion7(), Kind = kind, OwnerId = owner, Slug = slug, Name = name, CreatedAt = now, CreatedBy = deed.ActorId };
        deed.Db.Add(project);
        deed.Db.Add(new DataKey { ProjectId = project.Id, Version = FirstKey, Sealed = keys.CreateSealed(project.Id, FirstKey), CreatedAt = now });
        deed.Db.AddRange(DefaultEnvironments.Select((environment, position) => new ProjectEnvironment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = project.Id,
            Slug = environment.Slug,
            Name = environment.Name,
            Position = position,
            Production = ProjectEnvironment.IsProductionSlug(environment.Slug),
        }));
        var label = ProjectAddress.LabelOf(project);
        deed.Record(new AuditLine(AuditAction.ProjectCreated) { ProjectId = project.Id, ProjectName = label, OwnerId = owner, TargetId = project.Id, TargetName = label });
        return project;
    }
}
