using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace SecretsDashboard.Data;

/// <summary>
/// The only way to write: one writer at a time, each in one immediate transaction on the gate's own connection. A failing
/// piece of work is rolled back whole. After SQLite reported a damaged file it refuses every further write.
/// </summary>
internal sealed class WriteGate(StorageFolder folder, StorageCondition condition, IntegrityCondition integrity, Reserve reserve) : IDisposable
{
    /// <summary>How long another program's lock is waited for, by the first who meets it.</summary>
    public static readonly TimeSpan LockWait = TimeSpan.FromSeconds(3);

    private readonly RowsReadBack rows = new(condition);
    private readonly LenientReading reading = new(integrity);
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lazy<SqliteConnection> connection = new(() => SqliteSettings.OpenWriter(folder.Database), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The audit log has new entries, which are committed. Raised before the next write.</summary>
    public event Action? Recorded;

    /// <summary>What the last write met; a later success mends <see cref="StorageState.Unwritable"/> and <see cref="StorageState.Locked"/>, nothing mends <see cref="StorageState.Damaged"/>.</summary>
    public StorageState State => condition.State;

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and commits durably before it returns. <paramref name="committed"/> runs after the commit, before the next write begins.</summary>
    /// <exception cref="StorageUnavailableException">The disk is full, read-only or failing, the file is damaged, or another program holds a lock; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<AppDbContext, Task<T>> work, CancellationToken cancellationToken, Action? committed = null) =>
        WriteAsync(work, committed, isRecord: false, cancellationToken);

    /// <summary>The same for what is on record of programs. Where the disk is full the reserve is given up for it and it is tried once more; while the reserve is gone, nothing else is written.</summary>
    /// <inheritdoc cref="WriteAsync{T}(Func{AppDbContext, Task{T}}, CancellationToken, Action)" path="/exception"/>
    public async Task<T> RecordAsync<T>(Func<AppDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(work, null, isRecord: true, cancellationToken);
        }
        catch (StorageUnavailableException failed) when (StorageCondition.IsFull(failed) && reserve.GiveUp())
        {
            return await WriteAsync(work, null, isRecord: true, cancellationToken);
        }
    }

    private async Task<T> WriteAsync<T>(Func<AppDbContext, Task<T>> work, Action? committed, bool isRecord, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (State == StorageState.Damaged)
            {
                throw new StorageUnavailableException(State, null);
            }
            if (reserve.IsGivenUp && !isRecord)
            {
                throw new StorageUnavailableException(StorageState.Unwritable, null);
            }
            AwaitLock();
            await using var db = Context();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(db);
            // work that found nothing to do has taken the transaction back itself
            if (db.Database.CurrentTransaction is not null)
            {
                await transaction.CommitAsync(CancellationToken.None);
                // what the reserve made room for says nothing of the rest
                if (!reserve.IsGivenUp)
                {
                    condition.Stored();
                }
                committed?.Invoke();
                if (Recorded is { } recorded && db.ChangeTracker.Entries<AuditEntry>().Any())
                {
                    recorded();
                }
            }
            return result;
        }
        catch (Exception exception) when (exception is not StorageUnavailableException && condition.Met(exception) is { } unavailable)
        {
            throw unavailable;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Asks whether another program's lock is gone, without waiting for it.</summary>
    public async Task LookForLockAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            AwaitLock();
        }
        catch (SqliteException exception) when (condition.Met(exception) is not null)
        {
            // the condition knows
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Applies the migrations the file lacks. Start only.</summary>
    /// <returns>Did it lack any?</returns>
    public async Task<bool> MigrateAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = Context();
            // without this EF Core writes at every start, and a full disk would keep the pages from being read
            if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                return false;
            }
            // EF Core marks its turn by a row, outside any transaction, and waits for ever where one is: after a kill there may be one.
            // The folder's lock is held, so it is nobody's.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads on the gate's own connection. Start only: a reader of its own would keep the write-ahead log from being taken in when a command ends.</summary>
    public async Task<T> ReadAsync<T>(Func<AppDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = Context();
            return await read(db);
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
        // a line may be under way that nobody waits for
        turn.Wait(LockWait);
        if (connection.IsValueCreated)
        {
            connection.Value.Dispose();
        }
        turn.Dispose();
    }

    /// <summary>
    /// Waits for another program's lock once: those who queued behind the one that waits, and those who come while the lock lasts,
    /// look once and are refused. The provider would wait half a minute for each of them in turn.
    /// </summary>
    private void AwaitLock()
    {
        var handle = connection.Value.Handle;
        SqliteSettings.WaitForLocks(connection.Value, State == StorageState.Locked ? TimeSpan.Zero : LockWait);
        try
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(handle, "BEGIN IMMEDIATE"), handle);
            SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(handle, "ROLLBACK"), handle);
        }
        finally
        {
            SqliteSettings.WaitForLocks(connection.Value, SqliteSettings.LockWait);
        }
        condition.Unlocked();
    }

    private AppDbContext Context() => new(SqliteSettings.Quiet(new DbContextOptionsBuilder<AppDbContext>().UseSqlite(connection.Value)).AddInterceptors(rows, reading).Options);
}
