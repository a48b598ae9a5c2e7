namespace SecretsDashboard.Data;

/// <summary>What the storage can do.</summary>
internal enum StorageState
{
    /// <summary>Read and write.</summary>
    Ok,

    /// <summary>Only read, until another program lets go of its lock.</summary>
    Locked,

    /// <summary>Only read, for now: the disk is full, read-only or failing.</summary>
    Unwritable,

    /// <summary>Only read, for good: the file is damaged.</summary>
    Damaged,
}
