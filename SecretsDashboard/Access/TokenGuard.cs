using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>
/// The one door to the data for programs. It knows them by the live tokens in memory, so that no request costs a query and a
/// revoked token is dead at once; it records every refusal before it is answered.
/// </summary>
internal sealed class TokenGuard(TokenRegistry tokens, IDbContextFactory<AppDbContext> readers, DeedCommit commit, Tallies tallies, Expiry expiry, StoredLimits limits, Deliveries deliveries, TimeProvider time)
{
    /// <summary>The program that shows this token from this address; null: nobody who is let in.</summary>
    public TokenCaller? Admit(string? text, IPAddress? address, string requestId) =>
        text is not null && tokens.Find(text) is { } token && token.Admits(address) ? new TokenCaller(token, address?.ToString(), requestId) : null;

    /// <summary>Records that a token was turned away: unknown, mistyped, revoked, expired, or from a foreign address.</summary>
    /// <exception cref="AuditUnavailableException">It could not be recorded.</exception>
    /// <exception cref="StorageUnavailableException">It expired, and could not be ended.</exception>
    public async Task RecordTurnedAwayAsync(string? text, IPAddress? address, string requestId)
    {
        var id = text is null ? null : ServiceTokenText.IdOf(text);
        var known = text is null ? null : tokens.Find(text);
        var line = new AuditLine(AuditAction.TokenRefused)
        {
            Outcome = AuditLine.Denied,
            Reason = known is null ? AccessDeniedException.TokenEnded : AccessDeniedException.ForeignAddress,
            TargetName = id,
        };
        if (known is not null)
        {
            await RecordAsync(new TokenCaller(known, address?.ToString(), requestId).Actor, known.Placed(line), null);
            Tell(known.Id, AccessDeniedException.ForeignAddress, address?.ToString());
            return;
        }
        if (id is not null && tokens.RanOut(id))
        {
            await expiry.EndAsync(CancellationToken.None);
        }
        var (former, project) = await FormerAsync(id);
        // a personal token that ended is still nobody else's business
        var placed = project is null ? line : line with { ProjectId = project.Id, ProjectName = ProjectAddress.LabelOf(project), OwnerId = project.OwnerId };
        // of names that were never a token's the first stands for all: there are as many as somebody likes to make up
        await RecordAsync(AuditActor.Anonymous(address?.ToString(), requestId), placed, former is null ? null : id);
        if (former is { } ended)
        {
            Tell(ended, AccessDeniedException.TokenEnded, address?.ToString());
        }
    }

    private void Tell(Guid token, string reason, string? address) => deliveries.Tell(new RefusedToken(token, reason, time.GetUtcNow().UtcDateTime, address));

    // the token that had this name, and the person's own project it was for
    private async Task<(Guid? Token, Project? Personal)> FormerAsync(string? id)
    {
        if (id is null)
        {
            return (null, null);
        }
        await using var db = await readers.CreateDbContextAsync();
        var token = await db.ServiceTokens.AsNoTracking().Where(row => row.PublicId == id).Select(row => new { row.Id, row.ProjectId }).SingleOrDefaultAsync();
        return token is null ? (null, null) : (token.Id, await db.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Id == token.ProjectId && row.OwnerId != null));
    }

    /// <summary>Lets pass what the token has the right to; else records the refusal.</summary>
    /// <exception cref="AccessDeniedException">The right is missing.</exception>
    /// <exception cref="AuditUnavailableException">The refusal could not be recorded.</exception>
    public async Task RequireAsync(TokenCaller caller, TokenRights right)
    {
        if (!caller.Token.Rights.HasFlag(right))
        {
            throw await RefuseAsync(caller, AccessDeniedException.RightMissing);
        }
    }

    /// <summary>Records a refusal and answers what to throw.</summary>
    /// <exception cref="AuditUnavailableException">It could not be recorded.</exception>
    public async Task<AccessDeniedException> RefuseAsync(TokenCaller caller, string reason)
    {
        await RecordAsync(caller.Actor, caller.Token.Placed(new AuditLine(AuditAction.AccessRefused)
        {
            Outcome = AuditLine.Denied,
            Reason = reason,
            Environments = [caller.Token.Environment],
        }), null);
        Tell(caller.Token.Id, reason, caller.Address);
        return new AccessDeniedException(reason);
    }

    private Task RecordAsync(AuditActor actor, AuditLine line, string? target) => tallies.RecordAsync(
        new Occurrence(line.Action, actor.Id, actor.Address) { Reason = line.Reason, Target = target },
        what => new Tally(what, actor, [line]));

    /// <summary>Runs a reading deed over one consistent snapshot, in the token's one environment. Reads are not recorded, refusals are.</summary>
    /// <exception cref="AccessDeniedException">The right is missing, or the token was revoked meanwhile.</exception>
    /// <exception cref="AuditUnavailableException">The refusal could not be recorded.</exception>
    public async Task<T> ReadAsync<T>(TokenCaller caller, TokenRights right, Func<Deed, Task<T>> work, CancellationToken cancellationToken)
    {
        await RequireAsync(caller, right);
        try
        {
            await using var db = await readers.CreateDbContextAsync(cancellationToken);
            await using var snapshot = await db.BeginReadAsync(cancellationToken);
            return await work(await DecideAsync(db, caller, cancellationToken));
        }
        catch (AccessDeniedException denied)
        {
            throw await RefuseAsync(caller, denied.Reason);
        }
    }

    /// <summary>Runs a changing deed in the token's one environment, as <see cref="DeedCommit"/> does.</summary>
    /// <exception cref="AccessDeniedException">The right is missing, the token was revoked meanwhile, or the target does not exist.</exception>
    /// <exception cref="LimitReachedException">The token wrote too much today, or the project is full.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task<T> ChangeAsync<T>(TokenCaller caller, Func<Deed, Task<T>> work, CancellationToken cancellationToken)
    {
        await RequireAsync(caller, TokenRights.Write);
        limits.Ask(caller.Token.Id);
        try
        {
            return await commit.RunAsync(db => DecideAsync(db, caller, cancellationToken), work, cancellationToken);
        }
        catch (AccessDeniedException denied)
        {
            throw await RefuseAsync(caller, denied.Reason);
        }
    }

    private async Task<Deed> DecideAsync(AppDbContext db, TokenCaller caller, CancellationToken cancellationToken)
    {
        // asked inside the gate, where tokens are revoked: nothing is written for one that is gone
        if (!tokens.IsLive(caller.Token))
        {
            throw new AccessDeniedException(AccessDeniedException.TokenEnded);
        }
        var project = await db.Projects.SingleOrDefaultAsync(row => row.Id == caller.Token.ProjectId, cancellationToken) ?? throw new AccessDeniedException(AccessDeniedException.TokenEnded);
        return new Deed(db, caller.Token.Id, caller.Actor, project, permission => permission is Permission.ChangeSecrets or Permission.ChangeProtected)
        {
            OnlyEnvironment = caller.Token.EnvironmentId,
            ReadsValues = caller.Token.Rights.HasFlag(TokenRights.Read),
        };
    }
}
