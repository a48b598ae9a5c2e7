using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// The one door to the data for people: reads today's session, person and role from the database in the transaction of the
/// deed itself, decides, runs it, writes its audit line in the same transaction. Refusals are recorded on their own: the first, then their number.
/// </summary>
internal sealed class AccessGuard(IDbContextFactory<AppDbContext> readers, DeedCommit commit, Tallies tallies, LiveSessions sessions, ProjectBirth birth, Budget budget, StoredLimits limits, StorageCondition storage, TimeProvider time)
{
    /// <summary>Runs a reading deed over one consistent snapshot. Reads are not recorded, refusals are.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="permission">What they want to do.</param>
    /// <param name="project">The project as <see cref="ProjectAddress"/> names it; null for the instance.</param>
    /// <param name="work">The deed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">Refused or missing.</exception>
    public Task<T> ReadAsync<T>(Caller caller, Permission permission, string? project, Func<Deed, Task<T>> work, CancellationToken cancellationToken) =>
        RecordingRefusalsAsync(caller, permission, async () =>
        {
            await EnsureAsync(caller, project, cancellationToken);
            await using var db = await readers.CreateDbContextAsync(cancellationToken);
            await using var snapshot = await db.BeginReadAsync(cancellationToken);
            return await work(await DecideAsync(db, caller, permission, project, cancellationToken));
        });

    /// <summary>
    /// Runs a changing deed and commits it together with the audit lines it recorded. Work that throws, or that returns
    /// without having recorded anything, leaves nothing behind.
    /// </summary>
    /// <inheritdoc cref="ReadAsync" path="/param|/exception"/>
    /// <exception cref="LimitReachedException">The person asks for more than one gets, or the project is full.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    /// <exception cref="InvalidOperationException">The deed changed something and recorded nothing.</exception>
    public Task<T> ChangeAsync<T>(Caller caller, Permission permission, string? project, Func<Deed, Task<T>> work, CancellationToken cancellationToken) =>
        RecordingRefusalsAsync(caller, permission, async () =>
        {
            var spender = Spender(caller, permission);
            // what came over HTTP was counted when it came; an open page changes without a request
            budget.Take(spender, Cost.Request, caller.Address is null ? 1 : 0).Dispose();
            limits.Ask(spender);
            await EnsureAsync(caller, project, cancellationToken);
            return await commit.RunAsync(db => DecideAsync(db, caller, permission, project, cancellationToken), work, cancellationToken);
        });

    // one's own account is counted by session: who has stolen one of a person's sessions cannot keep the person from ending it
    private static Guid Spender(Caller caller, Permission permission) => permission == Permission.ManageOwnAccount ? caller.SessionId : caller.UserId;

    /// <summary>Makes a person's own project, or the organization's, when it is first asked for. Anyone who is signed in may cause it: it is empty.</summary>
    private async Task EnsureAsync(Caller caller, string? project, CancellationToken cancellationToken)
    {
        if (project is not (ProjectAddress.Personal or ProjectAddress.Shared))
        {
            return;
        }
        await using (var db = await readers.CreateDbContextAsync(cancellationToken))
        {
            if (await OwnProjects.FindAsync(db, caller.UserId, project, cancellationToken) is not null)
            {
                return;
            }
        }
        await commit.RunAsync(db => DecideAsync(db, caller, Permission.UseInstance, null, cancellationToken), async deed =>
        {
            if (await OwnProjects.FindAsync(deed.Db, caller.UserId, project, cancellationToken) is null)
            {
                birth.AddOwn(deed, project);
            }
            return true;
        }, cancellationToken);
    }

    private async Task<Deed> DecideAsync(AppDbContext db, Caller caller, Permission permission, string? name, CancellationToken cancellationToken)
    {
        var found = await db.Sessions.AsNoTracking()
            .Where(session => session.Id == caller.SessionId && session.UserId == caller.UserId)
            .Join(db.Users.AsNoTracking(), session => session.UserId, user => user.Id, (session, user) => new { session, user, isLacking = SecondFactor.Lacking(db).Contains(user.Id) })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || !found.session.IsLive(time.GetUtcNow().UtcDateTime))
        {
            throw new AccessDeniedException(AccessDeniedException.SignedOut);
        }
        if (found.user.DisabledAt is not null)
        {
            throw new AccessDeniedException(AccessDeniedException.Disabled);
        }
        if (found.isLacking && permission != Permission.ManageOwnAccount)
        {
            throw new AccessDeniedException(AccessDeniedException.SecondFactorMissing);
        }
        var actor = AuditActor.Person(found.user.Id, found.user.Name, found.user.Email, caller.SessionId, caller.Address ?? found.session.Address, caller.RequestId);
        var isConfirmed = found.session.IsConfirmed(time.GetUtcNow().UtcDateTime);
        if (name is null)
        {
            var deed = new Deed(db, found.user.Id, actor, null, wanted => AccessPolicy.Allows(found.user.Role, null, wanted)) { IsConfirmed = isConfirmed, Spender = Spender(caller, permission), Within = In };
            deed.Require(permission);
            return deed;
        }
        var project = await OwnProjects.FindAsync(db, caller.UserId, name, cancellationToken)
            ?? throw new AccessDeniedException(AccessDeniedException.UnknownTarget);
        var membership = await db.Memberships.AsNoTracking()
            .SingleOrDefaultAsync(row => row.ProjectId == project.Id && row.UserId == caller.UserId, cancellationToken);
        var placed = In(project, membership?.Role);
        if (!placed.May(permission))
        {
            throw new AccessDeniedException(AccessPolicy.RoleIn(project.Kind, found.user.Role, membership?.Role) is null ? AccessDeniedException.NotAMember : AccessDeniedException.RoleTooLow, project);
        }
        return placed;

        Deed In(Project place, ProjectRole? member)
        {
            var role = AccessPolicy.RoleIn(place.Kind, found.user.Role, member);
            return new Deed(db, found.user.Id, actor, place, wanted => AccessPolicy.Allows(found.user.Role, role, wanted, place.Kind)) { IsConfirmed = isConfirmed };
        }
    }

    // "manage people": what was tried, where who it was to be done to is not named
    private static string Words(Permission permission) =>
        string.Concat($"{permission}".Select((letter, place) => char.IsUpper(letter) && place > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private async Task<T> RecordingRefusalsAsync<T>(Caller caller, Permission permission, Func<Task<T>> deed)
    {
        try
        {
            return await deed();
        }
        catch (Exception exception) when (exception is not StorageUnavailableException && storage.Met(exception) is { } unavailable)
        {
            throw unavailable;
        }
        catch (AccessDeniedException denied)
        {
            if (denied.Reason == AccessDeniedException.SignedOut)
            {
                await sessions.StateAsync(caller.UserId, caller.SessionId, CancellationToken.None);
            }
            await RecordAsync(caller, Words(permission), denied);
            throw;
        }
    }

    private async Task RecordAsync(Caller caller, string tried, AccessDeniedException denied)
    {
        await using var db = await readers.CreateDbContextAsync();
        var person = await db.Users.Where(user => user.Id == caller.UserId).Select(user => new { user.Name, user.Email }).SingleOrDefaultAsync();
        // the pages of a person who was removed ask once more
        var name = person?.Name ?? await db.FormerActors.Where(actor => actor.Id == caller.UserId).Select(actor => actor.Name).FirstOrDefaultAsync() ?? "";
        var what = new Occurrence(AuditAction.AccessRefused, caller.UserId, caller.Address)
        {
            Session = caller.SessionId,
            Reason = denied.Reason,
            Target = tried,
            Project = denied.Project?.Id,
        };
        try
        {
            await tallies.RecordAsync(what, each => new Tally(each, AuditActor.Person(caller.UserId, name, person?.Email, caller.SessionId, caller.Address, caller.RequestId), [new AuditLine(AuditAction.AccessRefused)
            {
                Outcome = AuditLine.Denied,
                Reason = denied.Reason,
                ProjectId = denied.Project?.Id,
                ProjectName = denied.Project is { } project ? ProjectAddress.LabelOf(project) : null,
                OwnerId = denied.Project?.OwnerId,
                TargetName = tried,
            }]));
        }
        catch (AuditUnavailableException exception)
        {
            throw storage.Met(exception) ?? new StorageUnavailableException(StorageState.Unwritable, exception);
        }
    }
}
