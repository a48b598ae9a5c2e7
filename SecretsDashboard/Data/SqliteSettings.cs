using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SecretsDashboard.Data;

/// <summary>
/// The pragmas of every connection, set when it opens. Readers are read-only and never checkpoint; only the write
/// gate's own connection writes.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    /// <summary>How long a statement waits where another program holds a lock; the gate waits less before it begins.</summary>
    public static readonly TimeSpan LockWait = TimeSpan.FromSeconds(5);

    // in this order: the journal mode first, because the rest may touch the file
    private static readonly (string Name, string Set, string Read)[] Common =
    [
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", "2"),
        ("foreign_keys", "ON", "1"),
        ("secure_delete", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"),
        ("mmap_size", "0", "0"),
        ("busy_timeout", "5000", "5000"),
    ];

    private static readonly (string Name, string Set, string Read)[] Reader = [("wal_autocheckpoint", "0", "0"), ("query_only", "ON", "1")];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection, Reader);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection, Reader);
        return Task.CompletedTask;
    }

    /// <summary>Loads SQLite; what comes later relies on it.</summary>
    /// <exception cref="StartRefusedException">The library is not there or does not load.</exception>
    public static void Load()
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(SqliteConnection).TypeHandle);
        }
        catch (TypeInitializationException failure) when (failure.GetBaseException() is DllNotFoundException)
        {
            throw new StartRefusedException(StartRefusedException.BadSettings,
                "SQLite, which comes with this program, is missing or does not load: publish the program for this system and copy all of its files. On Linux it needs glibc 2.34 or later, or musl.");
        }
    }

    /// <summary>The version of the SQLite that this process runs, such as 3.53.3.</summary>
    public static string Version => SQLitePCL.raw.sqlite3_libversion().utf8_to_string();

    public static string ConnectionString(string file) => Source(file, pooling: true);

    /// <summary>Opens the one connection that may write.</summary>
    /// <exception cref="InvalidOperationException">A pragma did not take; the file must not be written with weaker settings.</exception>
    public static SqliteConnection OpenWriter(string file)
    {
        var connection = new SqliteConnection(Source(file, pooling: false));
        try
        {
            connection.Open();
            Apply(connection, []);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        foreach (var (name, _, expected) in Common)
        {
            var actual = Read(connection, name);
            if (actual != expected)
            {
                connection.Dispose();
                throw new InvalidOperationException($"SQLite reports {name} = {actual} where {expected} is needed.");
            }
        }
        return connection;
    }

    /// <summary>How long statements of this connection wait where another program holds a lock.</summary>
    public static void WaitForLocks(SqliteConnection connection, TimeSpan wait) => SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, (int)wait.TotalMilliseconds);

    /// <summary>EF Core logs every failure with its stack and throws it as well: the code that answers it logs it, or <see cref="StorageCondition"/> has.</summary>
    public static DbContextOptionsBuilder<AppDbContext> Quiet(DbContextOptionsBuilder<AppDbContext> options)
    {
        Quiet((DbContextOptionsBuilder)options);
        return options;
    }

    /// <inheritdoc cref="Quiet(DbContextOptionsBuilder{AppDbContext})"/>
    public static DbContextOptionsBuilder Quiet(DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings.Ignore(
        RelationalEventId.ConnectionError, RelationalEventId.CommandError, RelationalEventId.TransactionError, CoreEventId.QueryIterationFailed, CoreEventId.SaveChangesFailed));

    public static string Read(DbConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    // the provider repeats a statement that met a lock until its time-out, and each repeat waits as long as the pragma says: the pragma alone waits
    private static string Source(string file, bool pooling) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = pooling, DefaultTimeout = 1 }.ToString();

    private static void Apply(DbConnection connection, (string Name, string Set, string Read)[] further)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Concat(Common.Concat(further).Select(p => $"PRAGMA {p.Name}={p.Set};"));
        command.ExecuteNonQuery();
    }
}
