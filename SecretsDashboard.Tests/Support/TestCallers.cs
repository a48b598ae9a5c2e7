using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Support;

/// <summary>People with roles and live sessions, put into the database past the account store.</summary>
internal sealed class TestCallers(TestDatabase database)
{
    public Task<Caller> OwnerAsync() => PersonAsync("Olga Owner", InstanceRole.Owner);

    public Task<Caller> AdminAsync() => PersonAsync("Adam Admin", InstanceRole.Admin);

    public Task<Caller> MemberAsync() => PersonAsync("Mia Member", InstanceRole.Member);

    public Task<Caller> ManagerOfAsync(string project) => InAsync(project, ProjectRole.Manager);

    public Task<Caller> EditorOfAsync(string project) => InAsync(project, ProjectRole.Editor);

    public Task<Caller> ViewerOfAsync(string project) => InAsync(project, ProjectRole.Viewer);

    /// <summary>A member of the instance with this role in the project, who is called like it: "Viewer Person".</summary>
    public async Task<Caller> InAsync(string project, ProjectRole role)
    {
        var caller = await PersonAsync($"{role} Person", InstanceRole.Member);
        await JoinAsync(caller, project, role);
        return caller;
    }

    /// <summary>Makes a person a member of a project.</summary>
    public async Task JoinAsync(Caller caller, string project, ProjectRole role)
    {
        var id = await database.ReadAsync(db => db.Projects.Where(row => row.Slug == project).Select(row => row.Id).SingleAsync());
        await database.ArrangeAsync(db => db.Memberships.Add(new Membership { ProjectId = id, UserId = caller.UserId, Role = role }));
    }

    /// <summary>A person with a session that was opened now.</summary>
    public async Task<Caller> PersonAsync(string name, InstanceRole role)
    {
        var id = Guid.CreateVersion7();
        var email = $"{id:N}@example.com";
        await database.ArrangeAsync(db => db.Users.Add(new AppUser
        {
            Id = id,
            Name = name,
            Role = role,
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            PasswordHash = "$argon2id$of-no-password",
            CreatedAt = database.Time.Now,
        }));
        return await SessionAsync(id);
    }

    /// <summary>One more session of a person.</summary>
    public async Task<Caller> SessionAsync(Guid user)
    {
        var session = new Session { Id = Guid.NewGuid(), UserId = user, CreatedAt = database.Time.Now, LastSeenAt = database.Time.Now, ConfirmedAt = database.Time.Now, Address = "192.0.2.7", Device = "Test" };
        await database.ArrangeAsync(db => db.Sessions.Add(session));
        return new Caller(user, session.Id, null, "request-1");
    }
}
