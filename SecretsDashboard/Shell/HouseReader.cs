using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>Reads what stands around every page: who is signed in and which projects are theirs.</summary>
internal sealed class HouseReader(AccessGuard guard)
{
    public Task<House> ReadAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.UseInstance, null, async deed =>
        {
            var projects = await deed.Db.Memberships.AsNoTracking().Where(membership => membership.UserId == caller.UserId)
                .Join(deed.Db.Projects, membership => membership.ProjectId, project => project.Id, (membership, project) => project)
                .OrderBy(project => project.Name).Select(project => new HouseProject(project.Slug, project.Name)).ToListAsync(cancellationToken);
            var person = await deed.Db.Users.Where(user => user.Id == caller.UserId).Select(user => new { user.Name, user.Email }).SingleAsync(cancellationToken);
            return new House(person.Name, person.Email ?? "", projects);
        }, cancellationToken);
}
