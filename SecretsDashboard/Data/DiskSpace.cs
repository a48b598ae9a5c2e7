using Microsoft.Extensions.Options;

namespace SecretsDashboard.Data;

/// <summary>How full the disk with the data folder is. It warns while there is still time: in the log once, in health and to Owners as long as it lasts.</summary>
internal sealed class DiskSpace(StorageFolder folder, IOptions<StorageOptions> options, ILogger<DiskSpace> log)
{
    private volatile int percentUsed;
    private volatile bool isLow;

    /// <summary>The share of the disk that is used, as far as the server's user may use it.</summary>
    public int PercentUsed => percentUsed;

    /// <summary>Is it as full as <see cref="StorageOptions.WarnAtPercentUsed"/> says, or fuller?</summary>
    public bool IsLow => isLow;

    /// <summary>Looks anew; where it cannot be known, nothing changes.</summary>
    /// <returns>How many bytes are free for the server's user; null: it cannot be known.</returns>
    public long? Look()
    {
        try
        {
            var disk = new DriveInfo(folder.Path);
            var (free, whole) = (disk.AvailableFreeSpace, disk.TotalSize);
            if (whole == 0)
            {
                return null;
            }
            percentUsed = (int)(100 - (100m * free / whole));
            Become(options.Value.WarnAtPercentUsed is > 0 and var limit && percentUsed >= limit);
            return free;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private void Become(bool low)
    {
        if (isLow == low)
        {
            return;
        }
        isLow = low;
        if (low)
        {
            log.LogWarning("The disk with the data folder is {Percent} % full. When it is full, nothing is stored, and programs receive nothing once the reserve is used up.", percentUsed);
        }
        else
        {
            log.LogInformation("The disk with the data folder has room again.");
        }
    }
}
