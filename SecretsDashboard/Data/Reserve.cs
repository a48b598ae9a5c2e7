using Microsoft.Extensions.Options;

namespace SecretsDashboard.Data;

/// <summary>
/// A file that keeps room on the disk for the record. When a delivery cannot be recorded because the disk is full, it is given up, so that
/// programs go on receiving; while it is gone nothing else is stored. It is made again when there is room.
/// </summary>
internal sealed class Reserve(StorageFolder folder, IOptions<StorageOptions> options, ILogger<Reserve> log)
{
    private volatile bool isGivenUp;

    public bool IsGivenUp => isGivenUp;

    private long Size => options.Value.ReserveMegabytes * 1024L * 1024;

    /// <summary>Makes it where it is missing and the disk has room for twice as much; without a reserve in the settings it does nothing.</summary>
    /// <param name="free">How many bytes are free; null: that is not known.</param>
    public void Make(long? free)
    {
        if (Size == 0 || File.Exists(folder.Reserve) || free < 2 * Size)
        {
            return;
        }
        var made = folder.Reserve + ".new";
        try
        {
            File.Delete(made);
            using (var file = new FileStream(made, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                PreallocationSize = Size,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                file.SetLength(Size);
            }
            File.Move(made, folder.Reserve, overwrite: true);
            if (isGivenUp)
            {
                isGivenUp = false;
                log.LogWarning("The disk has room again: the reserve was made anew, and everything is stored again.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // no room for it after all, or none to write: looked at again soon
        }
    }

    /// <summary>Gives it up. False: there is none to give.</summary>
    public bool GiveUp()
    {
        try
        {
            if (!File.Exists(folder.Reserve))
            {
                return false;
            }
            File.Delete(folder.Reserve);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        isGivenUp = true;
        log.LogWarning("The disk is full: the reserve was given up, so that deliveries can be recorded as long as it lasts. Nothing else is stored until there is room.");
        return true;
    }
}
