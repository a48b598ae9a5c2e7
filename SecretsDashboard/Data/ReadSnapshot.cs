using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SecretsDashboard.Data;

/// <summary>A reading transaction: several queries see one state of the database, and no writer waits for it.</summary>
internal static class ReadSnapshot
{
    public static async Task<IAsyncDisposable> BeginReadAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        // deferred: an immediate one would take the place of the one writer
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        return transaction;
    }
}
