using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// An allowed deed while it is being done: the context it works in, who does it, and the project it was allowed for. A deed
/// that changes something must record what; the guard refuses to commit a change without its line.
/// </summary>
/// <param name="db">The context of the deed's transaction.</param>
/// <param name="actorId">The person, or the token, that the rows name.</param>
/// <param name="actor">The same as the audit log names them.</param>
/// <param name="project">The project the permission was asked for; null: the instance.</param>
/// <param name="may">What else they may do here.</param>
internal sealed class Deed(AppDbContext db, Guid actorId, AuditActor actor, Project? project, Func<Permission, bool> may)
{
    private readonly List<AuditLine> lines = [];
    private readonly List<Action> afterwards = [];

    public AppDbContext Db { get; } = db;

    public Guid ActorId { get; } = actorId;

    public AuditActor Actor { get; } = actor;

    public IReadOnlyList<AuditLine> Lines => lines;

    /// <summary>The project the permission was asked for.</summary>
    /// <exception cref="InvalidOperationException">It was asked for the instance.</exception>
    public Project Project => project ?? throw new InvalidOperationException("This deed has no project.");

    public bool IsInProject => project is not null;

    /// <summary>The one environment a program is bound to; null: a person, who is not.</summary>
    public Guid? OnlyEnvironment { get; init; }

    /// <summary>Whose <see cref="Budget"/> pays for it: the person, the session, the token.</summary>
    public Guid Spender { get; init; } = actorId;

    /// <summary>The program receives the values it would compare: that one is the same tells it nothing.</summary>
    public bool ReadsValues { get; init; }

    /// <summary>The person showed within <see cref="Session.Confirmed"/> that it is them.</summary>
    public bool IsConfirmed { private get; init; }

    /// <summary>Of a deed of a person in the instance: makes one in a project of theirs from it and their membership. Null: there is none to make.</summary>
    public Func<Project, ProjectRole?, Deed>? Within { private get; init; }

    public bool May(Permission permission) => may(permission);

    /// <summary>The same deed in one of the person's projects, with what they may do there.</summary>
    /// <exception cref="InvalidOperationException">It is no person's deed in the instance.</exception>
    public Deed In(Project project, ProjectRole? membership) =>
        Within is { } make ? make(project, membership) : throw new InvalidOperationException("This deed is not one of a person in the instance.");

    /// <summary>For what gives or takes access, cannot be undone, or lets records or parts of values out: a browser left open must not be enough.</summary>
    /// <exception cref="ConfirmationNeededException">The person must confirm first.</exception>
    public void RequireConfirmed()
    {
        if (!IsConfirmed)
        {
            throw new ConfirmationNeededException();
        }
    }

    /// <param name="permission">What else the deed does.</param>
    /// <param name="words">See <see cref="AccessDeniedException.Words"/>.</param>
    /// <exception cref="AccessDeniedException">The person may not do it; the refusal is recorded by the guard.</exception>
    public void Require(Permission permission, string? words = null)
    {
        if (!May(permission))
        {
            throw new AccessDeniedException(AccessDeniedException.RoleTooLow, project) { Words = words };
        }
    }

    /// <summary>The target is not there: refused like anything that is none of the person's business.</summary>
    /// <param name="words">See <see cref="AccessDeniedException.Words"/>.</param>
    public AccessDeniedException Missing(string? words = null) => new(AccessDeniedException.UnknownTarget, project) { Words = words };

    public void Record(AuditLine line) => lines.Add(Placed(line));

    /// <summary>The line as one about the deed's project, where it is not about another.</summary>
    public AuditLine Placed(AuditLine line) =>
        project is null || line.ProjectId is not null ? line : line with { ProjectId = project.Id, ProjectName = ProjectAddress.LabelOf(project), OwnerId = project.OwnerId };

    /// <summary>Does something in memory once the deed is committed, before it is acknowledged and before the next write.</summary>
    public void Afterwards(Action action) => afterwards.Add(action);

    public void Committed() => afterwards.ForEach(action => action());
}
