using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SecretsDashboard.Data;

/// <summary>
/// The pragmas of every connection, set when it opens. Readers are read-only and never checkpoint; only the write
/// gate's own connection writes (SQLite below 3.51.3 can corrupt a file when two connections write or checkpoint at once).
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
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

    public static string ConnectionString(string file) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = true }.ToString();

    /// <summary>Opens the one connection that may write.</summary>
    /// <exception cref="InvalidOperationException">A pragma did not take; the file must not be written with weaker settings.</exception>
    public static SqliteConnection OpenWriter(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Apply(connection, []);
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

    public static string Read(DbConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    private static void Apply(DbConnection connection, (string Name, string Set, string Read)[] further)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Concat(Common.Concat(further).Select(p => $"PRAGMA {p.Name}={p.Set};"));
        command.ExecuteNonQuery();
    }
}
