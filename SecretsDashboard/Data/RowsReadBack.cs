using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SecretsDashboard.Data;

/// <summary>
/// Reads back, in the transaction that wrote them, what was to be stored of every row, column by column, and that every row that was to go is
/// gone. A trigger in the file can swallow either without an error; then nothing is committed. It is the write gate's own: one saves at a time.
/// </summary>
internal sealed class RowsReadBack(StorageCondition condition) : SaveChangesInterceptor
{
    // what is asked of a row is the same for all of its kind of which the same was written: one bit for each column
    private readonly Dictionary<(IEntityType, ulong), List<IProperty>> asked = [];
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
        foreach (var alike in written.GroupBy(each => (each.Entry.Metadata, each.Columns)))
        {
            await using var command = Question(eventData.Context!.Database, alike.Key.Metadata, alike.Key.Columns);
            foreach (var each in alike)
            {
                for (var index = 0; index < each.Columns.Count; index++)
                {
                    command.Parameters[index].Value = Value(each.Entry, each.Columns[index]);
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

    // of a row that was changed: other columns may have been set past the tracker since they were read
    private List<IProperty> Columns(EntityEntry entry)
    {
        var (all, bits) = (entry.Metadata.GetProperties(), 0UL);
        foreach (var (property, index) in all.Select((property, index) => (property, index)))
        {
            var isAsked = property.IsPrimaryKey() || entry.State == EntityState.Added || (entry.State == EntityState.Modified && entry.Property(property).IsModified);
            bits |= isAsked ? 1UL << index : 0;
        }
        if (!asked.TryGetValue((entry.Metadata, bits), out var columns))
        {
            asked[(entry.Metadata, bits)] = columns = [.. all.Where((_, index) => (bits & (1UL << index)) != 0)];
        }
        return columns;
    }

    private static DbCommand Question(DatabaseFacade database, IEntityType type, List<IProperty> columns)
    {
        var command = database.GetDbConnection().CreateCommand();
        command.Transaction = database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // names of tables and columns out of the model, values as parameters
        command.CommandText = $"SELECT COUNT(*) FROM \"{type.GetTableName()}\" WHERE {string.Join(" AND ", columns.Select((property, index) => $"\"{property.GetColumnName()}\" IS @p{index}"))}";
#pragma warning restore CA2100
        for (var index = 0; index < columns.Count; index++)
        {
            command.Parameters.Add(columns[index].GetRelationalTypeMapping().CreateParameter(command, $"@p{index}", null, nullable: true));
        }
        return command;
    }

    private static object Value(EntityEntry entry, IProperty property)
    {
        var value = property.IsShadowProperty() ? entry.Property(property).CurrentValue : property.GetGetter().GetClrValue(entry.Entity);
        return (property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
    }

    private sealed class Written(EntityEntry entry, List<IProperty> columns, bool isGone)
    {
        public EntityEntry Entry { get; } = entry;
        public List<IProperty> Columns { get; } = columns;
        public bool IsGone { get; } = isGone;
    }
}
