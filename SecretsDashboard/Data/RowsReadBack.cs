using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SecretsDashboard.Data;

/// <summary>
/// Reads back, in the transaction that wrote them, what was to be stored of every row, column by column, and that every row that was to go is
/// gone. A trigger in the file can swallow either without an error; then nothing is committed. It is the write gate's own: one saves at a time.
/// </summary>
internal sealed class RowsReadBack(StorageCondition condition) : SaveChangesInterceptor
{
    private List<Written> written = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        written = [.. eventData.Context!.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && !entry.Metadata.IsMappedToJson())
            .Select(entry => new Written(entry, Columns(entry), entry.State == EntityState.Deleted))];
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        var db = eventData.Context!.Database;
        foreach (var alike in written.GroupBy(each => each.Question))
        {
            await using var command = db.GetDbConnection().CreateCommand();
            command.Transaction = db.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // names of tables and columns out of the model, values as parameters
            command.CommandText = alike.Key;
#pragma warning restore CA2100
            foreach (var each in alike)
            {
                command.Parameters.Clear();
                foreach (var (property, index) in each.Columns.Select((property, index) => (property, index)))
                {
                    command.Parameters.Add(property.GetRelationalTypeMapping().CreateParameter(command, $"@p{index}", each.Entry.Property(property).CurrentValue, property.IsNullable));
                }
                if ((long)(await command.ExecuteScalarAsync(cancellationToken))! != (each.IsGone ? 0 : 1))
                {
                    throw condition.Lost(each.Entry.Metadata.GetTableName()!);
                }
            }
        }
        written = [];
        return result;
    }

    public override ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        throw condition.Lost(eventData.Entries[0].Metadata.GetTableName()!);

    // the key, and what else was written: other columns may have been set past the tracker since they were read
    private static List<IProperty> Columns(EntityEntry entry) =>
        [.. entry.Metadata.GetProperties().Where(property => property.IsPrimaryKey() || entry.State == EntityState.Added || (entry.State == EntityState.Modified && entry.Property(property).IsModified))];

    private sealed class Written(EntityEntry entry, List<IProperty> columns, bool isGone)
    {
        public EntityEntry Entry { get; } = entry;
        public List<IProperty> Columns { get; } = columns;
        public bool IsGone { get; } = isGone;
        public string Question { get; } =
            $"SELECT COUNT(*) FROM \"{entry.Metadata.GetTableName()}\" WHERE {string.Join(" AND ", columns.Select((property, index) => $"\"{property.GetColumnName()}\" IS @p{index}"))}";
    }
}
