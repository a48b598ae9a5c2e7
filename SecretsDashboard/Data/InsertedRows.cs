using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SecretsDashboard.Data;

/// <summary>Puts the rows that a query answers into a table in one statement: EF Core would fetch them and insert them one by one.</summary>
internal static class InsertedRows
{
    /// <summary>Inserts within the transaction of <paramref name="db"/>, which must be the write gate's.</summary>
    /// <param name="db">The context of the deed.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns; the query answers a property of each name.</param>
    /// <param name="rows">The query.</param>
    /// <param name="conflict">What happens where the key is there already: SQL behind <c>ON CONFLICT</c>.</param>
    /// <param name="moment">A further column, which has this time in every row; null: none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task AddAsync(
        AppDbContext db, string table, IReadOnlyList<string> columns, IQueryable rows, string conflict, (string Column, DateTime At)? moment, CancellationToken cancellationToken)
    {
        await using var command = rows.CreateDbCommand();
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        var (column, value) = moment is null ? ("", "") : ($", \"{moment.Value.Column}\"", ", @moment");
#pragma warning disable CA2100 // names that are written in this folder, and EF Core's own text with its parameters
        command.CommandText = $"INSERT INTO \"{table}\" ({names}{column}) SELECT {names}{value} FROM ({command.CommandText}) WHERE true ON CONFLICT {conflict}";
#pragma warning restore CA2100
        if (moment is { } given)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@moment", given.At);
            command.Parameters.Add(parameter);
        }
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Rows are inserted inside the write gate.");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
