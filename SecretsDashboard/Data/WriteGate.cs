using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SecretsDashboard.Data;

/// <summary>
/// The only way to write: one writer at a time, each in one immediate transaction on the gate's own connection. A failing
/// piece of work is rolled back whole. After SQLite reported a damaged file it refuses every further write.
/// </summary>
internal sealed class WriteGate(StorageFolder folder) : IDisposable
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;
    private static readonly HashSet<int> StorageFailures = [8 /* read-only */, 10 /* I/O */, Corrupt, 13 /* full */, 14 /* cannot open */, NotADatabase];

    private readonly SemaphoreSlim turn = new(1);
    private readonly Lazy<SqliteConnection> connection = new(() => SqliteSettings.OpenWriter(folder.Database), LazyThreadSafetyMode.PublicationOnly);
    private volatile StorageState state = StorageState.Ok;

    /// <summary>What the last write met; a later success mends <see cref="StorageState.Unwritable"/>, nothing mends <see cref="StorageState.Damaged"/>.</summary>
    public StorageState State => state;

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and commits durably before it returns. <paramref name="committed"/> runs after the commit, before the next write begins.</summary>
    /// <exception cref="StorageUnavailableException">The disk is full, read-only or failing, or the file is damaged; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<AppDbContext, Task<T>> work, CancellationToken cancellationToken, Action? committed = null)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (state == StorageState.Damaged)
            {
                throw new StorageUnavailableException(state, null);
            }
            await using var db = Context();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(db);
            // work that found nothing to do has taken the transaction back itself
            if (db.Database.CurrentTransaction is not null)
            {
                await transaction.CommitAsync(CancellationToken.None);
                state = StorageState.Ok;
                committed?.Invoke();
            }
            return result;
        }
        catch (Exception exception) when (StorageFailure(exception) is { } failure)
        {
            state = IsDamage(failure) ? StorageState.Damaged : StorageState.Unwritable;
            throw new StorageUnavailableException(state, exception);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Applies the migrations the file lacks. Start only.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = Context();
            // without this EF Core writes at every start, and a full disk would keep the pages from being read
            if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                return;
            }
            // EF Core marks its turn by a row, outside any transaction, and waits for ever where one is: after a kill there may be one.
            // The folder's lock is held, so it is nobody's.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>One pragma as the writing connection reports it.</summary>
    internal string ReadBack(string pragma) => SqliteSettings.Read(connection.Value, pragma);

    public void Dispose()
    {
        if (connection.IsValueCreated)
        {
            connection.Value.Dispose();
        }
        turn.Dispose();
    }

    private AppDbContext Context() => new(new DbContextOptionsBuilder<AppDbContext>().UseSqlite(connection.Value).Options);

    /// <summary>Does this failure mean a damaged file, and not one that cannot be written now?</summary>
    internal static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>What SQLite said of the disk or the file; null where the failure is of another kind.</summary>
    internal static SqliteException? StorageFailure(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SqliteException sqlite && StorageFailures.Contains(sqlite.SqliteErrorCode))
            {
                return sqlite;
            }
        }
        return null;
    }
}
