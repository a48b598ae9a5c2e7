using Microsoft.Data.Sqlite;

namespace SecretsDashboard.Tests.Support;

/// <summary>Damages a database file as a failing disk does: the first page of one table is overwritten, past SQLite.</summary>
internal static class DamagedFile
{
    public static async Task OverwriteAsync(string file, string table)
    {
        int page;
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            // all of it into the main file, and a change after it: no connection goes on with what it has in its cache
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); UPDATE Instance SET CreatedAt = CreatedAt; PRAGMA wal_checkpoint(TRUNCATE); SELECT rootpage FROM sqlite_schema WHERE name = $table";
            command.Parameters.AddWithValue("$table", table);
            page = Convert.ToInt32(await ScalarAsync(command), System.Globalization.CultureInfo.InvariantCulture);
        }
        await using var content = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        content.Position = (page - 1) * 4096L;
        await content.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
    }

    // of the last statement: the checkpoints answer rows as well
    private static async Task<object?> ScalarAsync(SqliteCommand command)
    {
        object? last = null;
        await using var reader = await command.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
                last = reader.GetValue(0);
            }
        }
        while (await reader.NextResultAsync());
        return last;
    }
}
