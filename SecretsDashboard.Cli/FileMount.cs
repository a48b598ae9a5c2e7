using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace SecretsDashboard.Cli;

/// <summary>
/// What a file is mounted with. <see cref="IsOwn"/>: read-only, and made for it, as for a secret of Docker or Kubernetes or a credential of systemd: the
/// file alone, or memory that is no common place. A folder that a service merely sees as read-only (ProtectSystem=strict) is neither: people may read it.
/// </summary>
internal sealed partial record FileMount(bool IsReadOnly, bool IsOwn)
{
    private static readonly string[] Common = ["/", "/run", "/run/lock", "/run/shm", "/tmp", "/var/tmp", "/dev", "/dev/shm"];
    private static readonly string[] Memory = ["tmpfs", "ramfs"];

    /// <summary>The mount of an open file; one that may be written where the system does not say.</summary>
    [SupportedOSPlatform("linux")]
    public static FileMount Of(SafeFileHandle file)
    {
        try
        {
            var path = File.ResolveLinkTarget($"/proc/self/fd/{file.DangerousGetHandle()}", returnFinalTarget: false)?.FullName;
            return path is null ? new(false, false) : Of(path, File.ReadLines("/proc/self/mountinfo"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(false, false);
        }
    }

    /// <summary>The same by the lines of proc_pid_mountinfo(5): of what holds the path the last one counts.</summary>
    internal static FileMount Of(string path, IEnumerable<string> lines)
    {
        var (place, isReadOnly, kind) = ("", false, "");
        foreach (var fields in lines.Select(line => line.Split(' ')))
        {
            var point = Escaped().Replace(fields[4], match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());
            var holds = point == path || path.StartsWith(point.TrimEnd('/') + "/", StringComparison.Ordinal);
            if (holds && point.Length >= place.Length)
            {
                (place, isReadOnly, kind) = (point, fields[5].Split(',').Contains("ro"), fields[Array.IndexOf(fields, "-") + 1]);
            }
        }
        var isCommon = Common.Contains(place) || place.StartsWith("/run/user/", StringComparison.Ordinal);
        return new(isReadOnly, isReadOnly && (place == path || (Memory.Contains(kind) && !isCommon)));
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Escaped();
}
