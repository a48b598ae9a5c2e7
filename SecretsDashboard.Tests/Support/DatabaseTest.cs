using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Support;

/// <summary>A test with a started database of its own.</summary>
public abstract class DatabaseTest : IAsyncLifetime
{
    internal TestDatabase Database { get; private set; } = default!;

    internal TestCallers Callers { get; private set; } = default!;

    internal Given Given { get; private set; } = default!;

    internal TestTime Time => Database.Time;

    internal static CancellationToken None => CancellationToken.None;

    public virtual async Task InitializeAsync()
    {
        Database = await TestDatabase.StartAsync();
        Callers = new TestCallers(Database);
        Given = new Given(Database, Callers);
    }

    public virtual async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>What is refused, or delivered, from now on is a first again: a line of its own.</summary>
    internal Task AnewAsync() => Database.Get<Tallies>().StopAsync(None);

    internal Task<List<AuditEntry>> AuditAsync() => Database.ReadAsync(db => db.Audit.AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync());

    internal async Task<System.Text.Json.JsonElement> LastAuditAsync() => AuditJson.Of((await AuditAsync())[^1]);
}
