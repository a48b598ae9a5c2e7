using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>
/// Older versions stored bare digests of tokens, links and recovery codes. This puts them under the keys of the instance, once, in one
/// transaction, so that a start that was cut off changed nothing. A bare digest that somebody plants must not become keyed by setting the mark
/// back: where the log says that it was done, or that the instance began that way, the server does not start.
/// </summary>
internal sealed class DigestUpgrade(WriteGate gate, AuditLog audit, RootKey root)
{
    /// <summary>Audited as <c>instance.digests_keyed</c> where there is a log already. Before anything reads tokens, and before any command.</summary>
    /// <exception cref="StartRefusedException">Exit code 4: the mark was set back.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await gate.ReadAsync(db => db.Instance.Select(row => row.HasKeyedDigests).SingleAsync(cancellationToken), cancellationToken))
        {
            return;
        }
        await gate.WriteAsync(async db =>
        {
            if (await IsDoneAsync(db, cancellationToken))
            {
                throw new StartRefusedException(StartRefusedException.UnusableDatabase,
                    "The database was changed past the program: it says that its digests are not under the instance's keys, its audit log says that they are; put a good copy in its place.");
            }
            await KeyAsync(db, cancellationToken);
            if (await db.Audit.AnyAsync(cancellationToken))
            {
                await audit.AppendAsync(db, AuditActor.Host(), new AuditLine(AuditAction.DigestsKeyed), cancellationToken);
            }
            return await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
    }

    private async Task KeyAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        foreach (var row in await db.ServiceTokens.AsNoTracking().Select(row => new { row.Id, row.Digest }).ToListAsync(cancellationToken))
        {
            var digest = KeyedDigest.Of(root, KeyLabel.Token, row.Digest);
            await db.ServiceTokens.Where(each => each.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(each => each.Digest, digest), cancellationToken);
        }
        foreach (var row in await db.Invitations.AsNoTracking().Select(row => new { row.Id, row.Digest }).ToListAsync(cancellationToken))
        {
            var digest = KeyedDigest.Of(root, KeyLabel.Link, row.Digest);
            await db.Invitations.Where(each => each.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(each => each.Digest, digest), cancellationToken);
        }
        foreach (var row in await db.PasswordResets.AsNoTracking().Select(row => new { row.UserId, row.Digest }).ToListAsync(cancellationToken))
        {
            var digest = KeyedDigest.Of(root, KeyLabel.Link, row.Digest);
            await db.PasswordResets.Where(each => each.UserId == row.UserId).ExecuteUpdateAsync(set => set.SetProperty(each => each.Digest, digest), cancellationToken);
        }
        foreach (var row in await db.RecoveryCodes.AsNoTracking().Select(row => new { row.UserId, row.Digest }).ToListAsync(cancellationToken))
        {
            var digest = KeyedDigest.Of(root, KeyLabel.RecoveryCode, row.Digest);
            await db.RecoveryCodes.Where(each => each.UserId == row.UserId && each.Digest == row.Digest).ExecuteUpdateAsync(set => set.SetProperty(each => each.Digest, digest), cancellationToken);
        }
        await db.Instance.ExecuteUpdateAsync(set => set.SetProperty(row => row.HasKeyedDigests, true), cancellationToken);
    }

    private static async Task<bool> IsDoneAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var bodies = await db.Audit.AsNoTracking().Where(entry => entry.Action == AuditAction.DigestsKeyed || entry.Action == AuditAction.InstanceSetUp)
            .Select(entry => entry.Body).ToListAsync(cancellationToken);
        return bodies.Any(body => AuditBody.Read(body)?.Line is { Action: AuditAction.DigestsKeyed } or { Reason: AuditReason.KeyedDigests });
    }
}
