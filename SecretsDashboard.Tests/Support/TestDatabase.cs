using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Attention;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Members;
using SecretsDashboard.Overview;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Settings;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Ui;
using SecretsDashboard.Tokens;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Support;

/// <summary>The product's stores over a real, migrated SQLite file with a real key file; only the time is the test's.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The address under which people would know it.</summary>
    public const string Origin = "https://secrets.example.com";

    private readonly bool ownsFolder;

    private TestDatabase(TestFolder? folder, (string Name, string Value)[] settings)
    {
        ownsFolder = folder is null;
        Folder = folder ?? new TestFolder();
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Encryption:MasterKeyFile", "keys/master.key"),
            // a test does in a second what takes a person an hour
            new("Limits:PersonRequestsPerSecond", "0"),
            .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)),
        ]).Build();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = Folder.Root, EnvironmentName = "Test" });
        services.AddEncryption(configuration);
        services.AddData(configuration);
        services.AddAccess(configuration);
        services.AddAttention();
        services.AddProjects();
        services.AddSecrets();
        services.AddMembers();
        services.AddTokens();
        services.AddAudit();
        services.AddAccount();
        services.AddSettings();
        services.AddOverview();
        services.AddSingleton<PaletteReader>();
        services.AddSingleton<HouseReader>();
        services.AddSingleton(new SiteAddress(Options.Create(new SiteOptions { PublicOrigin = Origin }), new ListeningServer()));
        services.AddSingleton<TimeProvider>(Time);
        Services = services.BuildServiceProvider(validateScopes: true);
    }

    public TestFolder Folder { get; }

    public TestTime Time { get; } = new();

    public ServiceProvider Services { get; }

    public WriteGate Gate => Get<WriteGate>();

    /// <summary>The stores, not started yet.</summary>
    public static TestDatabase Over(TestFolder folder, params (string Name, string Value)[] settings) => new(folder, settings);

    /// <summary>The stores, started on what lies in the folder. Without one it makes one with a <see cref="NewInstance"/> and deletes it in the end.</summary>
    public static async Task<TestDatabase> StartAsync(TestFolder? folder = null, params (string Name, string Value)[] settings)
    {
        var database = new TestDatabase(folder, settings);
        try
        {
            if (folder is null)
            {
                await NewInstance.CopyToAsync(database.Folder.Root);
            }
            await database.RunStartupAsync();
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async Task RunStartupAsync()
    {
        await Get<DatabaseStartup>().RunAsync(CancellationToken.None);
        await Get<DigestUpgrade>().RunAsync(CancellationToken.None);
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Looks into the database.</summary>
    public async Task<T> ReadAsync<T>(Func<AppDbContext, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>Prepares rows, past all stores.</summary>
    public Task ArrangeAsync(Action<AppDbContext> arrange) => Gate.WriteAsync(async db =>
    {
        arrange(db);
        return await db.SaveChangesAsync();
    }, CancellationToken.None);

    /// <summary>Takes the file back to what it was after the migration with this name, as an older version left it.</summary>
    public Task ToMigrationAsync(string name) => Gate.WriteAsync(async db =>
    {
        await db.Database.RollbackTransactionAsync();
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().Single(each => each.EndsWith($"_{name}", StringComparison.Ordinal)));
        return true;
    }, CancellationToken.None);

    /// <summary>Tampers with the file, past the product: a connection with SQLite's own settings.</summary>
    public async Task<int> TamperAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = new SqliteConnection($"Data Source={Folder.Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // written in the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (ownsFolder)
        {
            Folder.Dispose();
        }
    }
}
