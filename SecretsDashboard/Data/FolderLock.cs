namespace SecretsDashboard.Data;

/// <summary>
/// Keeps a second server off the same data folder for as long as this process lives. The operating system drops the
/// lock with the process, so a killed server leaves nothing to clean up.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <exception cref="StartRefusedException">Exit code 5: another process holds the folder, or the lock file cannot be opened; 2: there is none, and none can be made.</exception>
    public static FolderLock Take(StorageFolder folder)
    {
        try
        {
            return new FolderLock(new FileStream(folder.Lock, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !Path.Exists(folder.Lock))
        {
            throw new StartRefusedException(StartRefusedException.BadSettings, $"Storage:Directory: {folder.Path} cannot be written by this user ({exception.Message}).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(StartRefusedException.FolderInUse,
                $"The data folder {folder.Path} is in use by another server, which must be stopped first, or its lock file cannot be opened ({exception.Message}).");
        }
    }

    public void Dispose() => held.Dispose();
}
