using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SecretsDashboard.Data;

/// <summary>
/// Compares what a database file is made of with what this program makes: no trigger, no view, the known tables, columns, indexes and
/// references and no others. Anyone who can write the file could else let SQLite itself do what no deed allows.
/// </summary>
internal static partial class SchemaCheck
{
    /// <summary>What stands in any file of this program's, whatever its version, but must not; null: nothing.</summary>
    public static async Task<string?> ForeignAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var objects = await db.Database.SqlQuery<Made>($"SELECT type AS Type, name AS Name, coalesce(sql, '') AS Sql FROM sqlite_schema").ToListAsync(cancellationToken);
        return objects.Where(made => made.Type is not ("table" or "index") || Foreign().IsMatch(Quoted().Replace(made.Sql, "\"\"")))
            .Select(made => $"{made.Type} {made.Name}").FirstOrDefault();
    }

    /// <summary>The first difference from the tables of this version; null: there is none.</summary>
    public static async Task<string?> DifferenceAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var expected = Expected(db.GetService<IDesignTimeModel>().Model.GetRelationalModel()).ToHashSet(StringComparer.Ordinal);
        var found = (await FoundAsync(db, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return First(found.Except(expected)) is { } unknown ? $"an unknown {unknown}" : First(expected.Except(found)) is { } missing ? $"no {missing}" : null;

        // a table before its columns
        static string? First(IEnumerable<string> parts) => parts.OrderBy(part => !part.StartsWith("table ", StringComparison.Ordinal)).ThenBy(part => part, StringComparer.Ordinal).FirstOrDefault();
    }

    private static IEnumerable<string> Expected(IRelationalModel model)
    {
        foreach (var table in model.Tables)
        {
            yield return $"table {table.Name}";
            foreach (var column in table.Columns)
            {
                var place = table.PrimaryKey?.Columns.ToList().IndexOf(column) + 1 ?? 0;
                yield return Column(table.Name, column.Name, column.StoreType, !column.IsNullable, place);
            }
            foreach (var index in table.Indexes)
            {
                yield return Index(table.Name, index.Name, string.Join(", ", index.Columns.Select(column => column.Name)), index.IsUnique, index.Filter is not null);
            }
            foreach (var reference in table.ForeignKeyConstraints)
            {
                for (var place = 0; place < reference.Columns.Count; place++)
                {
                    yield return Reference(table.Name, reference.Columns[place].Name, reference.PrincipalTable.Name, reference.PrincipalColumns[place].Name,
                        reference.OnDeleteAction switch
                        {
                            ReferentialAction.Cascade => "CASCADE",
                            ReferentialAction.SetNull => "SET NULL",
                            ReferentialAction.SetDefault => "SET DEFAULT",
                            ReferentialAction.Restrict => "RESTRICT",
                            _ => "NO ACTION",
                        });
                }
            }
        }
    }

    // what SQLite and EF Core keep for themselves is named sqlite_… and __EF…
    private static async Task<IEnumerable<string>> FoundAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var tables = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND name NOT IN ('__EFMigrationsHistory', '__EFMigrationsLock')")
            .ToListAsync(cancellationToken);
        var known = tables.ToHashSet(StringComparer.Ordinal);
        var columns = await db.Database.SqlQuery<TableColumn>($"SELECT part.name AS \"Table\", info.name AS Name, info.type AS Type, info.\"notnull\" AS Required, info.pk AS Place FROM sqlite_schema AS part, pragma_table_xinfo(part.name) AS info WHERE part.type = 'table'")
            .ToListAsync(cancellationToken);
        var indexes = await db.Database.SqlQuery<TableIndex>($"SELECT part.name AS \"Table\", list.name AS Name, list.\"unique\" AS IsUnique, list.partial AS IsPartial, (SELECT group_concat(coalesce(name, '(expression)'), ', ') FROM (SELECT name FROM pragma_index_xinfo(list.name) WHERE key = 1 ORDER BY seqno)) AS Columns FROM sqlite_schema AS part, pragma_index_list(part.name) AS list WHERE part.type = 'table' AND list.origin <> 'pk'")
            .ToListAsync(cancellationToken);
        var references = await db.Database.SqlQuery<TableReference>($"SELECT part.name AS \"Table\", list.\"from\" AS Source, list.\"table\" AS Target, list.\"to\" AS Key, list.on_delete AS OnDelete FROM sqlite_schema AS part, pragma_foreign_key_list(part.name) AS list WHERE part.type = 'table'")
            .ToListAsync(cancellationToken);
        return tables.Select(table => $"table {table}")
            .Concat(columns.Where(column => known.Contains(column.Table)).Select(column => Column(column.Table, column.Name, column.Type, column.Required, column.Place)))
            .Concat(indexes.Where(index => known.Contains(index.Table)).Select(index => Index(index.Table, index.Name, index.Columns, index.IsUnique, index.IsPartial)))
            .Concat(references.Where(each => known.Contains(each.Table)).Select(each => Reference(each.Table, each.Source, each.Target, each.Key, each.OnDelete)));
    }

    private static string Column(string table, string name, string type, bool isRequired, int place) =>
        $"column {table}.{name} {type.ToUpperInvariant()}{(isRequired ? " NOT NULL" : "")}{(place > 0 ? $" key {place}" : "")}";

    private static string Index(string table, string name, string columns, bool isUnique, bool isPartial) =>
        $"index {name} on {table} ({columns}){(isUnique ? " unique" : "")}{(isPartial ? " partial" : "")}";

    private static string Reference(string table, string column, string target, string key, string onDelete) => $"reference {table}.{column} to {target}.{key} {onDelete}";

    // in what the migrations write none of these occurs, and each can change what a statement does
    [GeneratedRegex(@"\b(CHECK|COLLATE|CONFLICT|GENERATED|VIRTUAL|STRICT|WITHOUT)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();

    [GeneratedRegex("\"([^\"]|\"\")*\"|'([^']|'')*'")]
    private static partial Regex Quoted();

    private sealed record Made(string Type, string Name, string Sql);

    private sealed record TableColumn(string Table, string Name, string Type, bool Required, int Place);

    private sealed record TableIndex(string Table, string Name, bool IsUnique, bool IsPartial, string Columns);

    private sealed record TableReference(string Table, string Source, string Target, string Key, string OnDelete);
}
