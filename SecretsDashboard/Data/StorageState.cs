namespace SecretsDashboard.Data;

/// <summary>What the storage can do: read and write, only read for now (full, read-only, I/O), or only read for good (damaged).</summary>
internal enum StorageState
{
    Ok,
    Unwritable,
    Damaged,
}
