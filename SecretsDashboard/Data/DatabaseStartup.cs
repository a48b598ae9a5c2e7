using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Data;

/// <summary>
/// Brings the data folder into service, once, before the server listens: lock, self-test, version check, master key, migrations.
/// Every refusal comes before the first write, so a refused start leaves the folder as it was; only a disk that fails can interrupt
/// the writing, and the next start goes on from there.
/// </summary>
internal sealed class DatabaseStartup(StorageFolder folder, MasterKeySource source, WriteGate gate, DemoMark mark, TimeProvider time, ILogger<DatabaseStartup> log) : IDisposable
{
    private FolderLock? folderLock;
    private RootKey? rootKey;

    /// <summary>The opened root key.</summary>
    /// <exception cref="InvalidOperationException">Asked for before <see cref="RunAsync"/>.</exception>
    public RootKey RootKey => rootKey ?? throw new InvalidOperationException("The root key is opened when the server starts.");

    /// <exception cref="StartRefusedException">With the exit code of the reason.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        EncryptionSelfTest.Run();
        try
        {
            await OpenAsync(cancellationToken);
        }
        catch (Exception exception) when (RefusalOf(exception) is { } refused)
        {
            throw refused;
        }
    }

    public void Dispose()
    {
        rootKey?.Dispose();
        folderLock?.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var existing = File.Exists(folder.Database);
        Make(() => Directory.CreateDirectory(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        folderLock = FolderLock.Take(folder);
        if (existing)
        {
            rootKey = await CheckExistingAsync(cancellationToken);
        }
        if (rootKey is null)
        {
            // before the database: a key that cannot be made must not leave an empty one behind
            FirstStart.MakeKey(source);
        }
        if (!existing)
        {
            Make(CreateFile);
        }
        StorageModes.Close(folder, log);
        if (await gate.MigrateAsync(cancellationToken) && existing)
        {
            await gate.WriteAsync(db => RequireKnownAsync(db, cancellationToken), cancellationToken);
        }
        rootKey ??= await FirstStart.CreateAsync(gate, source, time.GetUtcNow().UtcDateTime, cancellationToken);
        mark.IsDemo = await gate.WriteAsync(db => db.Instance.AnyAsync(row => row.IsDemo, cancellationToken), cancellationToken);
    }

    /// <summary>Everything that may refuse an existing database, over a connection that cannot write.</summary>
    private async Task<RootKey?> CheckExistingAsync(CancellationToken cancellationToken)
    {
        await using var db = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>()
            .UseSqlite(ReadOnly(folder.Database)).Options);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        var unknown = applied.Except(db.Database.GetMigrations()).FirstOrDefault();
        if (unknown is not null)
        {
            throw new StartRefusedException(StartRefusedException.UnusableDatabase,
                $"The database {folder.Database} was written by a newer version of the program (it has the migration {unknown}); start that version.");
        }
        if (await SchemaCheck.ForeignAsync(db, cancellationToken) is { } foreign)
        {
            throw Changed($"the {foreign}");
        }
        // an older file is asked once it was brought up to date
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await RequireKnownAsync(db, cancellationToken);
        }
        // a start that was cut off before its first migration left an empty file: nothing to open, nothing to lose
        return applied.Any() ? await FirstStart.OpenAsync(db, source, cancellationToken) : null;
    }

    private async Task<bool> RequireKnownAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await SchemaCheck.DifferenceAsync(db, cancellationToken) is { } difference ? throw Changed(difference) : true;

    private StartRefusedException Changed(string what) => new(StartRefusedException.UnusableDatabase,
        $"The database {folder.Database} was changed past the program: it has {what.ReplaceLineEndings(" ")}; put a good copy in its place.");

    // Even a reader leaves files beside a database in WAL mode. After an orderly stop nothing is outside the main file, and with the
    // lock held nobody changes it: as immutable it is read without them. After a kill the log is needed and they are there anyway.
    private static string ReadOnly(string database)
    {
        var complete = !File.Exists(database + "-wal") && !File.Exists(database + "-journal");
        return new SqliteConnectionStringBuilder
        {
            DataSource = complete ? $"{new Uri(database).AbsoluteUri}?immutable=1" : database,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString();
    }

    private void Make(Action make)
    {
        try
        {
            make();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    /// <summary>Why the server cannot start, where the storage is behind a failure of the start; null: it is not. It knows the file, not who asked for what.</summary>
    public StartRefusedException? RefusalOf(Exception exception) => StorageCondition.FailureIn(exception) is not { } failure ? null : StorageCondition.StateAfter(failure) switch
    {
        StorageState.Damaged => new(StartRefusedException.UnusableDatabase,
            $"The database {folder.Database} is damaged or not a database ({failure.Message}); put a good copy in its place."),
        StorageState.Locked => new(StartRefusedException.FolderInUse,
            $"Another program holds a lock on the database {folder.Database}, perhaps a sqlite3 shell with an open transaction; end it and start again."),
        _ => Unusable(failure),
    };

    private StartRefusedException Unusable(Exception exception) =>
        new(StartRefusedException.BadSettings, $"Storage:Directory: {folder.Path} cannot be used ({exception.Message}).");

    // made before SQLite opens it, so that it and the files SQLite puts beside it are closed to others from the first moment
    private void CreateFile() => new FileStream(folder.Database, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    }).Dispose();
}
