using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Data;

namespace SecretsDashboard.Shell;

/// <summary>Reads what stands around every page: who is signed in and which projects are theirs.</summary>
internal sealed class HouseReader(AccessGuard guard, LiveSessions sessions, DiskSpace space, Reserve reserve, AttentionCount attention, TimeProvider time)
{
    /// <exception cref="AccessDeniedException">The session ended, or lacks a second factor.</exception>
    public Task<House> ReadAsync(Caller caller, CancellationToken cancellationToken) => ReadAsync(caller, "/", cancellationToken);

    /// <summary>The same, with the counts of the project that the page at the path belongs to.</summary>
    /// <exception cref="AccessDeniedException">The session ended, or lacks a second factor.</exception>
    public Task<House> ReadAsync(Caller caller, string path, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.UseInstance, null, async deed =>
        {
            var house = await ReadAsync(deed, cancellationToken);
            return await CountAsync(deed, house, house.At(path), cancellationToken) with
            {
                StorageWarning = deed.May(Permission.ManageInstance) ? Warning() : null,
                NeedsAttention = await attention.ReadAsync(deed, cancellationToken),
            };
        }, cancellationToken);

    /// <summary>The house of the person who asks for a page, before it is known what they may do; null: there is none for a session that is over or limited, and nothing is refused.</summary>
    public async Task<House?> FindAsync(Caller caller, string path, CancellationToken cancellationToken) =>
        await sessions.IsLiveAsync(caller.UserId, caller.SessionId, cancellationToken) ? await ReadAsync(caller, path, cancellationToken) : null;

    private string? Warning() =>
        reserve.IsGivenUp ? "The server's disk is full. Nothing can be saved, and programs receive their secrets only as long as the reserve for the audit log lasts. Make room on it now."
        : space.IsLow ? $"The server's disk is {space.PercentUsed} % full. When it is full, nothing can be saved and programs receive nothing. Make room on it, or make it larger."
        : null;

    /// <summary>The same as a part of another deed in the instance.</summary>
    internal static async Task<House> ReadAsync(Deed deed, CancellationToken cancellationToken)
    {
        var person = await deed.Db.Users.Where(user => user.Id == deed.ActorId).Select(user => new { user.Name, user.Email, user.Role }).SingleAsync(cancellationToken);
        var projects = await deed.Db.Memberships.AsNoTracking().Where(membership => membership.UserId == deed.ActorId)
            .Join(deed.Db.Projects.Where(project => project.Kind == ProjectKind.Team), membership => membership.ProjectId, project => project.Id, (membership, project) => new { project.Slug, project.Name, membership.Role })
            .OrderBy(project => project.Name).ToListAsync(cancellationToken);
        var labels = await PersonLabels.ReadAsync(deed.Db, cancellationToken);
        return new House(labels.Of(deed.ActorId, person.Name, person.Email).Text, person.Email ?? "", await SignInWays.OfAsync(deed.Db, deed.ActorId, cancellationToken), deed.May(Permission.ReadInstanceAudit), deed.May(Permission.ManagePeople), deed.May(Permission.ManageInstance),
            [.. projects.Select(project => new HouseProject(project.Slug, project.Name, AccessPolicy.Allows(person.Role, project.Role, Permission.ReadAudit)) { ChangesSecrets = AccessPolicy.Allows(person.Role, project.Role, Permission.ChangeSecrets) })],
            [
                new HouseProject(ProjectAddress.Personal, "Personal", May(ProjectKind.Personal, Permission.ReadAudit), "Only you see what is here; owners and admins do not.") { ChangesSecrets = May(ProjectKind.Personal, Permission.ChangeSecrets) },
                new HouseProject(ProjectAddress.Shared, "Shared", May(ProjectKind.Organization, Permission.ReadAudit), "Programs of the projects that it is delivered to receive what is here, unless their project has its own.") { ChangesSecrets = May(ProjectKind.Organization, Permission.ChangeSecrets) },
            ]);

        bool May(ProjectKind kind, Permission permission) => AccessPolicy.Allows(person.Role, AccessPolicy.RoleIn(kind, person.Role, null), permission, kind);
    }

    private async Task<House> CountAsync(Deed deed, House house, HouseProject? here, CancellationToken cancellationToken)
    {
        if (here is null)
        {
            return house;
        }
        var db = deed.Db;
        var id = (await OwnProjects.FindAsync(db, deed.ActorId, here.Project, cancellationToken))?.Id ?? Guid.Empty;
        var counts = new HouseCounts(
            await db.Secrets.CountAsync(secret => secret.ProjectId == id, cancellationToken),
            here.ReadsAudit ? await db.ServiceTokens.Where(token => token.ProjectId == id).CountAsync(ServiceToken.IsLive(time.GetUtcNow().UtcDateTime), cancellationToken) : null,
            here.IsTeam ? await db.Memberships.CountAsync(membership => membership.ProjectId == id, cancellationToken) : null);
        return house with { Projects = Counted(house.Projects), Own = Counted(house.Own) };

        List<HouseProject> Counted(IEnumerable<HouseProject> projects) => [.. projects.Select(project => project == here ? project with { Counts = counts } : project)];
    }
}
