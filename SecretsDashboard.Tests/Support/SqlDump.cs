using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SecretsDashboard.Tests.Support;

/// <summary>A database as SQL text, a line for each row: what is kept beside the tests of a release's database, and the way back to a file.</summary>
internal static class SqlDump
{
    /// <summary>All tables with their rows, then all indexes. The database may be in use.</summary>
    public static string Of(string database)
    {
        using var connection = Open($"Data Source={database};Mode=ReadOnly;Pooling=False");
        using var snapshot = connection.BeginTransaction(deferred: true);
        var text = new StringBuilder("BEGIN;\n");
        foreach (var (name, sql) in Schema(connection, "type = 'table'"))
        {
            text.Append(sql).Append(";\n");
            var columns = Strings(connection, $"SELECT name FROM pragma_table_info('{name}')");
            foreach (var row in Strings(connection, $"SELECT {string.Join(" || ',' || ", columns.Select(column => $"quote(\"{column}\")"))} FROM \"{name}\" ORDER BY rowid"))
            {
                text.Append(CultureInfo.InvariantCulture, $"INSERT INTO \"{name}\" VALUES({row});\n");
            }
        }
        foreach (var (_, sql) in Schema(connection, "type <> 'table'"))
        {
            text.Append(sql).Append(";\n");
        }
        return text.Append("COMMIT;\n").ToString();
    }

    /// <summary>Makes the file anew, closed to others.</summary>
    public static void Restore(string sql, string database)
    {
        using (new FileStream(database, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            // SQLite takes an empty file for a new database
        }
        using var connection = Open($"Data Source={database};Pooling=False;Foreign Keys=False");
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static List<(string Name, string Sql)> Schema(SqliteConnection connection, string which)
    {
        using var command = Command(connection, $"SELECT name, sql FROM sqlite_master WHERE {which} AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid");
        using var reader = command.ExecuteReader();
        List<(string, string)> found = [];
        while (reader.Read())
        {
            found.Add((reader.GetString(0), reader.GetString(1).ReplaceLineEndings("\n")));
        }
        return found;
    }

    private static List<string> Strings(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        List<string> found = [];
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }
        return found;
    }

    private static SqliteConnection Open(string source)
    {
        var connection = new SqliteConnection(source);
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // written in the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
