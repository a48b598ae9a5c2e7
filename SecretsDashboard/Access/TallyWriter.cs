using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Writes tallies: their rows, and to the chain the sums. It also tells the chain what a server that was killed had only in its rows, so
/// that everything that happened is in the chain or in a row.
/// </summary>
internal sealed class TallyWriter(IDbContextFactory<AppDbContext> readers, WriteGate gate, AuditLog audit)
{
    /// <summary>How many share a transaction.</summary>
    public const int Together = 100;

    private List<Repetition> left = [];

    /// <summary>Finds the rows that an earlier run left. Start only.</summary>
    public async Task FindLeftAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        left = await db.Repetitions.AsNoTracking().OrderBy(row => row.Seq).ToListAsync(cancellationToken);
    }

    /// <summary>Tells the chain what these rows count and it does not know, in lines that say so, and takes the rows away.</summary>
    public async Task TellLeftAsync()
    {
        while (left.Count > 0)
        {
            var part = left.Take(Together).ToList();
            await gate.RecordAsync(async db =>
            {
                foreach (var row in part)
                {
                    await TellAsync(db, row);
                    db.Remove(row);
                }
                return await db.SaveChangesAsync();
            }, CancellationToken.None);
            left = left.Skip(part.Count).ToList();
        }
    }

    /// <summary>Writes these in one transaction, whole or not at all.</summary>
    public Task StoreAsync(IReadOnlyList<TallyState> states) => gate.RecordAsync(async db =>
    {
        foreach (var state in states)
        {
            if (state.Told is { } told)
            {
                await TellAsync(db, state.Of.Actor, state.Of.Lines, state.Row, told);
            }
            db.Entry(state.Row).State = state.IsEnd ? EntityState.Deleted : EntityState.Modified;
            if (state.Row.Count > state.Before)
            {
                await state.Of.AlsoAsync(db, state.Row.LastAt);
            }
        }
        return await db.SaveChangesAsync();
    }, CancellationToken.None);

    private async Task TellAsync(AppDbContext db, Repetition row)
    {
        if (row.Untold == 0)
        {
            return;
        }
        var (first, last) = (row.Seq, row.Seq + row.Entries - 1);
        var entries = await db.Audit.AsNoTracking().Where(entry => entry.Seq >= first && entry.Seq <= last).OrderBy(entry => entry.Seq).ToListAsync();
        var told = new AuditReads(row.UntoldSince ?? row.LastAt, row.LastAt, row.Untold) { IsCaughtUp = true };
        foreach (var record in entries.Select(entry => AuditBody.Read(entry.Body)).OfType<AuditRecord>())
        {
            await TellAsync(db, record.Actor, [record.Line], row, told);
        }
    }

    private async Task TellAsync(AppDbContext db, AuditActor actor, IEnumerable<AuditLine> lines, Repetition row, AuditReads told)
    {
        foreach (var line in lines)
        {
            var action = line.Action == AuditAction.SecretsDelivered ? AuditAction.SecretsDeliveredAgain : line.Action;
            await audit.AppendAsync(db, actor with { Address = row.Address }, line with { Action = action, Reads = told }, CancellationToken.None);
        }
    }
}
