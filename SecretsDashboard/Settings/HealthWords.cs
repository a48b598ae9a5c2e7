namespace SecretsDashboard.Settings;

/// <summary>What is said of each part of the server, and what to do about it.</summary>
internal static class HealthWords
{
    // in regular use it stays at about four
    private const long LargeLog = 128L * 1024 * 1024;

    public static HealthLine Key(string place, bool isThere) => isThere
        ? new("Master key", HealthLevel.Ok, $"It comes from {place}. Keep a copy away from the backups of the data.")
        : new("Master key", HealthLevel.Warning, $"Nothing is left at {place}.", "The server works until it stops, and cannot start again. Put the key back from your copy.");

    public static HealthLine Database(string word, long size, string file) => word switch
    {
        "ok" or "low" => new("Database", HealthLevel.Ok, $"{Size(size)} in {file}. It reads and writes."),
        "locked" => new("Database", HealthLevel.Failing, "Another program holds a lock on it. Nothing is saved or delivered until it lets go.", $"End that program, perhaps a sqlite3 shell with {file} open."),
        "unwritable" => new("Database", HealthLevel.Failing, "It cannot be written. Nothing is saved or delivered.", "Make room on the disk, or make the data folder writable again."),
        "damaged" => new("Database", HealthLevel.Failing, "The file is damaged. It can be read, and takes no more changes.", "Stop the server and put a good copy in its place."),
        _ => new("Database", HealthLevel.Failing, "It does not answer as it should.", "The server's log says why."),
    };

    public static HealthLine Log(long size) => size < LargeLog
        ? new("Write-ahead log", HealthLevel.Ok, $"{Size(size)}, written into the database as it grows.")
        : new("Write-ahead log", HealthLevel.Warning, $"{Size(size)}, which is more than usual.", "End other programs that have the database open, such as a backup that hangs. A restart of the server writes it back.");

    public static HealthLine Disk(long? free, int percent, bool isLow, bool isReserveGone) =>
        isReserveGone ? new("Disk", HealthLevel.Failing, "It is full. Nothing can be saved, and programs receive their secrets only as long as the reserve for the audit log lasts.", "Make room now.")
        : isLow ? new("Disk", HealthLevel.Warning, $"{percent} % of it is used.", "Make room, or make the disk larger. On a full disk nothing is saved or delivered.")
        : free is { } bytes ? new("Disk", HealthLevel.Ok, $"{Size(bytes)} are free, {percent} % is used.")
        : new("Disk", HealthLevel.Warning, "The system does not say how much room is left.", "Watch the disk with the data folder by other means.");

    public static HealthLine Values(string word) => word == "ok"
        ? new("Stored values", HealthLevel.Ok, "Everything that was asked for since the start opened.")
        : new("Stored values", HealthLevel.Failing, "A stored value does not open: it was altered or is damaged.", "Set that value anew. The audit log of its project names it.");

    public static HealthLine Deliveries(string record, string storage) =>
        record == "ok" && storage is "ok" or "low" ? new("Record of deliveries", HealthLevel.Ok, "Each delivery is recorded before its answer.")
        : record == "ok" ? new("Record of deliveries", HealthLevel.Failing, "Deliveries wait for the database.", "Mend the database first.")
        : new("Record of deliveries", HealthLevel.Failing, "Deliveries cannot be recorded, so programs receive nothing.", "Somebody changed the database past the server. The server's log names the table.");

    public static HealthLine Audit(long entries, bool isSealed) => isSealed
        ? new("Audit log", HealthLevel.Ok, $"{entries:N0} entries. The page Audit log verifies all of them.")
        : new("Audit log", HealthLevel.Failing, "Its end was altered, so it is not sealed again.", "Compare it with a backup or an export: operations.md, When something is wrong.");

    public static HealthLine Clock(string word) => word == "ok"
        ? new("Clock", HealthLevel.Ok, "It fits the audit log.")
        : new("Clock", HealthLevel.Warning, "It is more than five minutes behind the audit log.", "Set it right. Sessions and tokens that ran out stay ended.");

    /// <summary>A number of bytes, short enough to read.</summary>
    internal static string Size(long bytes) => bytes switch
    {
        < 1024 * 1024 => $"{bytes / 1024d:N0} KiB",
        < 1024L * 1024 * 1024 => $"{bytes / 1048576d:N1} MiB",
        _ => $"{bytes / 1073741824d:N1} GiB",
    };
}
