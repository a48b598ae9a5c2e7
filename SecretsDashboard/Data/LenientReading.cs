using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SecretsDashboard.Data;

/// <summary>Puts a <see cref="LenientReader"/> between EF Core and every answer of the database.</summary>
internal sealed class LenientReading(IntegrityCondition integrity) : DbCommandInterceptor
{
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) => new LenientReader(result, integrity);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<DbDataReader>(new LenientReader(result, integrity));
}
