using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Data;

/// <summary>
/// Opens the root key of an existing instance, or makes instance, master key and first slot where there is no instance
/// yet. The audit log begins with the instance. It never makes a key beside existing data and never writes when the key is missing or wrong.
/// </summary>
internal static class FirstStart
{
    private const uint FirstSlot = 1;

    /// <summary>The root key of the instance in <paramref name="db"/>; null where there is no instance in it.</summary>
    /// <exception cref="StartRefusedException">Exit code 3: the key is missing or wrong, or the slot is damaged; 4: the instance is gone.</exception>
    public static async Task<RootKey?> OpenAsync(AppDbContext db, MasterKeySource source, CancellationToken cancellationToken)
    {
        // only what was there from the first version on: this is read before the migrations run
        var instances = await db.Instance.Select(row => new { row.Id }).ToListAsync(cancellationToken);
        if (instances.Count > 1)
        {
            throw new StartRefusedException(StartRefusedException.UnusableDatabase, "The database is damaged: it names several instances; put a good copy in its place.");
        }
        if (instances is not [var instance])
        {
            // it comes before any other row: whatever took it away may take what was sealed for it along, if a new one is made
            return await AnyRowAsync(db, cancellationToken) is { } table
                ? throw new StartRefusedException(StartRefusedException.UnusableDatabase,
                    $"The database is damaged: its table {table} has rows, but the instance they belong to is gone; put a good copy in its place.")
                : null;
        }
        var slots = await db.KeySlots.OrderBy(slot => slot.SlotId)
            .Select(slot => new { slot.SlotId, slot.SourceType, slot.Salt, slot.Commit, slot.Sealed }).ToListAsync(cancellationToken);
        var ids = string.Join(", ", slots.Select(slot => slot.SlotId));
        if (!source.Exists())
        {
            throw Refused($"The master key for slot {ids} is missing: tried {source.Describe()}.");
        }
        try
        {
            using var master = source.Read();
            WrongMasterKeyException? wrong = null;
            foreach (var slot in slots)
            {
                try
                {
                    return KeySlots.Open(master, instance.Id, new SealedSlot(slot.SlotId, slot.SourceType, slot.Salt, slot.Commit, slot.Sealed));
                }
                catch (WrongMasterKeyException exception)
                {
                    wrong = exception;
                }
            }
            throw Refused(wrong?.Message ?? "The database has no key slot.");
        }
        catch (Exception exception) when (exception is MasterKeyException or DamagedSlotException)
        {
            throw Refused($"{exception.Message} (slot {ids})");
        }
    }

    /// <summary>Makes the master key where it is missing; one that is there must be a good one.</summary>
    /// <exception cref="StartRefusedException">Exit code 3: the key cannot be read or made.</exception>
    public static void MakeKey(MasterKeySource source)
    {
        try
        {
            using var master = source.Exists() ? source.Read() : source.Create();
        }
        catch (MasterKeyException exception)
        {
            throw Refused(exception.Message);
        }
    }

    /// <summary>Makes a new instance and its first slot with the key that is there.</summary>
    /// <exception cref="StartRefusedException">Exit code 3: the key cannot be read.</exception>
    public static async Task<RootKey> CreateAsync(WriteGate gate, MasterKeySource source, DateTime now, CancellationToken cancellationToken)
    {
        try
        {
            using var master = source.Read();
            var root = RootKey.Create(Guid.CreateVersion7());
            var slot = KeySlots.Seal(master, FirstSlot, root);
            var chain = new AuditChain(root);
            var genesis = chain.Genesis();
            return await gate.WriteAsync(async db =>
            {
                db.Instance.Add(new InstanceRow { Id = root.Instance, CreatedAt = now, HasKeyedDigests = true });
                db.KeySlots.Add(new KeySlot
                {
                    SlotId = slot.SlotId,
                    SourceType = slot.SourceType,
                    Salt = slot.Salt,
                    Commit = slot.Commit,
                    Sealed = slot.Blob,
                });
                db.AuditHead.Add(new AuditHead { Id = AuditHead.OnlyId, Mac = genesis, Seal = chain.Head(0, genesis) });
                await db.SaveChangesAsync(cancellationToken);
                return root;
            }, cancellationToken);
        }
        catch (MasterKeyException exception)
        {
            throw Refused(exception.Message);
        }
    }

    /// <summary>The first table with a row in it; null: none has any. Of the file, not of the model: migrations have not run yet.</summary>
    private static async Task<string?> AnyRowAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var tables = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\'")
            .ToListAsync(cancellationToken);
        foreach (var table in tables)
        {
            var quoted = table.Replace("\"", "\"\"", StringComparison.Ordinal);
#pragma warning disable EF1002 // a name cannot be a parameter, and it is quoted
            var isEmpty = await db.Database.SqlQueryRaw<int>($"SELECT EXISTS (SELECT 1 FROM \"{quoted}\") AS Value").SingleAsync(cancellationToken) == 0;
#pragma warning restore EF1002
            if (!isEmpty)
            {
                return table;
            }
        }
        return null;
    }

    private static StartRefusedException Refused(string message) => new(StartRefusedException.MasterKey, message);
}
