using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Shell;

/// <summary>Reads what stands around every page: who is signed in and which projects are theirs.</summary>
internal sealed class HouseReader(AccessGuard guard, DiskSpace space, Reserve reserve)
{
    public Task<House> ReadAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.UseInstance, null, async deed =>
            await ReadAsync(deed, cancellationToken) with { StorageWarning = deed.May(Permission.ManageInstance) ? Warning() : null }, cancellationToken);

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
            [.. projects.Select(project => new HouseProject(project.Slug, project.Name, AccessPolicy.Allows(person.Role, project.Role, Permission.ReadAudit)))],
            [
                new HouseProject(ProjectAddress.Personal, "Personal", Reads(ProjectKind.Personal), "Only you see what is here; owners and admins do not."),
                new HouseProject(ProjectAddress.Shared, "Shared", Reads(ProjectKind.Organization), "Programs of the projects that it is delivered to receive what is here, unless their project has its own."),
            ]);

        bool Reads(ProjectKind kind) => AccessPolicy.Allows(person.Role, AccessPolicy.RoleIn(kind, person.Role, null), Permission.ReadAudit, kind);
    }
}
