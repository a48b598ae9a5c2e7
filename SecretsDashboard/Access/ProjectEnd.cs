using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>
/// Ends projects inside a deed: rows, tokens, and what is kept of them in memory, before anybody is answered. A person's own ends
/// with the person, its tokens when the person is shut out.
/// </summary>
internal sealed class ProjectEnd(TokenRegistry tokens, EnvironmentChanges changes, ProjectKeys keys, TimeProvider time)
{
    /// <summary>Deletes a project with everything in it. The caller records it.</summary>
    public async Task DeleteAsync(Deed deed, Project project, CancellationToken cancellationToken)
    {
        var environments = await deed.Db.Environments.Where(row => row.ProjectId == project.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        deed.Db.Remove(project);
        deed.Afterwards(() =>
        {
            tokens.Remove(token => token.ProjectId == project.Id);
            changes.Tell(environments);
            keys.Forget(project.Id);
        });
    }

    /// <summary>Deletes the secrets of a person who is removed.</summary>
    public async Task DeletePersonalAsync(Deed deed, Guid person, CancellationToken cancellationToken)
    {
        if (await PersonalAsync(deed, person, cancellationToken) is { } project)
        {
            await DeleteAsync(deed, project, cancellationToken);
        }
    }

    /// <summary>Revokes the tokens a person made for themselves. Audited as <c>token.revoked</c>, for that person alone.</summary>
    public async Task RevokePersonalAsync(Deed deed, Guid person, CancellationToken cancellationToken)
    {
        if (await PersonalAsync(deed, person, cancellationToken) is not { } project)
        {
            return;
        }
        foreach (var token in await deed.Db.ServiceTokens.Where(token => token.ProjectId == project.Id && token.RevokedAt == null).ToListAsync(cancellationToken))
        {
            token.RevokedAt = time.GetUtcNow().UtcDateTime;
            deed.Record(new AuditLine(AuditAction.TokenRevoked)
            {
                ProjectId = project.Id,
                ProjectName = ProjectAddress.LabelOf(project),
                OwnerId = person,
                TargetId = token.Id,
                TargetName = token.Name,
            });
        }
        deed.Afterwards(() => tokens.Remove(token => token.ProjectId == project.Id));
    }

    private static Task<Project?> PersonalAsync(Deed deed, Guid person, CancellationToken cancellationToken) =>
        OwnProjects.FindAsync(deed.Db, person, ProjectAddress.Personal, cancellationToken);
}
