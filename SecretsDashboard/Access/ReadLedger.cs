using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Records deliveries, as <see cref="Tallies"/> does: each (token, revision, key, address) is counted apart. With each writing it notes when
/// the token was used and what it received. No record, no value.
/// </summary>
internal sealed class ReadLedger(Tallies tallies, Deliveries deliveries, TimeProvider time)
{
    /// <summary>Puts a delivery on record; afterwards values may leave.</summary>
    /// <param name="caller">Who receives.</param>
    /// <param name="revision">The revision of the environment that is delivered.</param>
    /// <param name="secret">The one secret that is delivered; null: all of them.</param>
    /// <param name="key">Its key.</param>
    /// <param name="count">How many secrets are delivered.</param>
    /// <param name="shared">Where what the organization shares is among them; null: it is not. It is a line of its log as well.</param>
    /// <exception cref="AuditUnavailableException">It could not be recorded: nothing may leave.</exception>
    public async Task RecordAsync(TokenCaller caller, long revision, Guid? secret, string? key, int count, SharedReach? shared)
    {
        await tallies.RecordAsync(
            new Occurrence(AuditAction.SecretsDelivered, caller.Token.Id, caller.Address) { Target = key, Revision = revision },
            what => new Tally(what, caller.Actor, Lines(caller, revision, secret, key, shared), (db, at) => UsedAsync(db, caller.Token.Id, secret, shared, what.Address ?? "", at)));
        deliveries.Tell(new Delivery(caller.Token.Id, count, time.GetUtcNow().UtcDateTime, caller.Address) { Program = caller.Program });
    }

    // one for each log that is to know of it
    private static IReadOnlyList<AuditLine> Lines(TokenCaller caller, long revision, Guid? secret, string? key, SharedReach? shared)
    {
        var line = caller.Token.Placed(new AuditLine(AuditAction.SecretsDelivered)
        {
            TargetId = secret,
            TargetName = key,
            Environments = [caller.Token.Environment],
            Revision = revision,
        });
        return shared?.LineOf(line) is { } other ? [line, other] : [line];
    }

    // tallies of several revisions and addresses are written side by side: what is newest stays
    private static async Task UsedAsync(AppDbContext db, Guid token, Guid? secret, SharedReach? shared, string from, DateTime at)
    {
        await db.ServiceTokens.Where(row => row.Id == token && (row.LastUsedAt == null || row.LastUsedAt <= at))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, at).SetProperty(row => row.LastUsedFrom, from));
        if (secret is not { } one)
        {
            await db.ServiceTokens.Where(row => row.Id == token && (row.LastDeliveredAt == null || row.LastDeliveredAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastDeliveredAt, at));
            if (shared is not null)
            {
                await SharedDelivery.RecordAsync(db, token, shared.EnvironmentId, shared.SharedId, at);
            }
        }
        // it may have been deleted since it was delivered
        else if (await db.Secrets.AnyAsync(row => row.Id == one))
        {
            await SecretDelivery.RecordAsync(db, one, token, at);
        }
    }
}
