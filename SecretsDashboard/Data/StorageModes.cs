namespace SecretsDashboard.Data;

/// <summary>
/// Closes the data folder and its files to everybody but the server's user: values in them are sealed, but names, addresses and the audit log are not. What was
/// open is closed and named in a warning, as others may have read it; what belongs to somebody else can only be named. The server starts either way.
/// </summary>
internal static partial class StorageModes
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Close(StorageFolder folder, ILogger log)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        foreach (var path in (string[])[folder.Path, folder.Database, $"{folder.Database}-wal", $"{folder.Database}-shm", folder.Lock])
        {
            if (!Path.Exists(path) || (File.GetUnixFileMode(path) & ~Owner) is UnixFileMode.None)
            {
                continue;
            }
            var mode = Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
            try
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) & Owner);
                Closed(log, path, mode);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                StaysOpen(log, path, mode);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} had the mode {Mode}: others on this machine could have read it. It is closed to them now.")]
    private static partial void Closed(ILogger log, string path, string mode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} has the mode {Mode} and belongs to somebody else, so it stays open to others: run chown and chmod go= on it.")]
    private static partial void StaysOpen(ILogger log, string path, string mode);
}
