using Microsoft.Data.Sqlite;

namespace SecretsDashboard.Data;

/// <summary>
/// What the storage can do, as the last write and every failing read showed. It writes one line to the log when that changes, however
/// many requests meet it, and says of an exception whether the storage is behind it. Nothing but a start on another file mends a damaged one.
/// </summary>
internal sealed class StorageCondition(TimeProvider time, ILogger<StorageCondition> log)
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    private readonly Lock gate = new();
    private volatile StorageState state = StorageState.Ok;
    private long? lostAt;

    public StorageState State => state;

    /// <summary>Notes what the storage did to a request, and answers what to throw in place of <paramref name="exception"/>; null: the storage is not behind it.</summary>
    public StorageUnavailableException? Met(Exception exception)
    {
        if (Find<StorageUnavailableException>(exception, _ => true) is { } known)
        {
            return known;
        }
        if (FailureIn(exception) is not { } failure)
        {
            return null;
        }
        var met = StateAfter(failure);
        Become(met, failure.Message);
        return new StorageUnavailableException(met, exception);
    }

    /// <summary>A row of this table was written, and is not there as it was written. It answers what to throw, and tells the log once a minute.</summary>
    public StorageUnavailableException Lost(string table)
    {
        lock (gate)
        {
            if (lostAt is null || time.GetElapsedTime(lostAt.Value) > TimeSpan.FromMinutes(1))
            {
                lostAt = time.GetTimestamp();
                log.LogError("The database did not keep what was written to {Table}, so all of it was taken back: look for a trigger that somebody put into the file.", table);
            }
        }
        return new StorageUnavailableException(StorageState.Unwritable, null);
    }

    /// <summary>A write was stored.</summary>
    public void Stored() => Become(StorageState.Ok, "");

    /// <summary>Nobody else's lock is in the way; what a full disk does is not known by that.</summary>
    public void Unlocked()
    {
        if (state == StorageState.Locked)
        {
            Become(StorageState.Ok, "");
        }
    }

    /// <summary>Is the storage behind this exception? Then its line is in the log, or will be.</summary>
    public static bool IsBehind(Exception? exception) => Find<StorageUnavailableException>(exception, _ => true) is not null || FailureIn(exception) is not null;

    /// <summary>What SQLite said of the disk, the file or a lock; null where the failure is of another kind.</summary>
    public static SqliteException? FailureIn(Exception? exception) => Find<SqliteException>(exception, each =>
        each.SqliteErrorCode is Busy or Locked or 8 /* read-only */ or 10 /* I/O */ or Corrupt or Full or 14 /* cannot open */ or NotADatabase);

    /// <summary>Was there no room?</summary>
    public static bool IsFull(Exception exception) => FailureIn(exception) is { SqliteErrorCode: Full };

    public static StorageState StateAfter(SqliteException failure) => failure.SqliteErrorCode switch
    {
        Busy or Locked => StorageState.Locked,
        Corrupt or NotADatabase => StorageState.Damaged,
        _ => StorageState.Unwritable,
    };

    private static T? Find<T>(Exception? exception, Func<T, bool> isOne) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found && isOne(found))
            {
                return found;
            }
        }
        return null;
    }

    private void Become(StorageState next, string reason)
    {
        // asked without the lock first: every write comes here
        if (state == next || state == StorageState.Damaged)
        {
            return;
        }
        lock (gate)
        {
            if (state == next || state == StorageState.Damaged)
            {
                return;
            }
            state = next;
        }
        switch (next)
        {
            case StorageState.Ok:
                log.LogWarning("The database can be written again.");
                break;
            case StorageState.Locked:
                log.LogError("Another program holds a lock on the database: nothing is stored and nothing is delivered until it lets go. End it, perhaps a sqlite3 shell with an open transaction.");
                break;
            case StorageState.Unwritable:
                log.LogError("The database cannot be written ({Reason}): nothing is stored and programs receive nothing until it can.", reason);
                break;
            default:
                log.LogError("The database is damaged ({Reason}): it takes no more changes. Stop the server and put a good copy in its place.", reason);
                break;
        }
    }
}
