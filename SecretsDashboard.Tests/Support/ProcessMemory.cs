using System.Globalization;

namespace SecretsDashboard.Tests.Support;

/// <summary>Counts how often some text lies in the memory of a running process, as root on the machine could.</summary>
internal static class ProcessMemory
{
    private const int Piece = 1024 * 1024;

    /// <summary>The copies of these bytes in all memory that the process may write.</summary>
    public static int Copies(int process, byte[] wanted)
    {
        var buffer = new byte[Piece + wanted.Length - 1];
        var found = 0;
        using var memory = File.OpenHandle($"/proc/{process}/mem");
        foreach (var (start, end) in Writable(process))
        {
            for (var at = start; at < end; at += Piece)
            {
                var length = Read(memory, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
                var rest = buffer.AsSpan(0, length);
                for (var place = rest.IndexOf(wanted); place >= 0; place = rest.IndexOf(wanted))
                {
                    found++;
                    rest = rest[(place + wanted.Length)..];
                }
            }
        }
        return found;
    }

    private static int Read(Microsoft.Win32.SafeHandles.SafeFileHandle memory, Span<byte> buffer, long at)
    {
        try
        {
            return RandomAccess.Read(memory, buffer, at);
        }
        catch (IOException)
        {
            return 0; // guard pages, and what was unmapped meanwhile
        }
    }

    private static List<(long Start, long End)> Writable(int process) =>
    [
        .. File.ReadLines($"/proc/{process}/maps")
            .Select(line => line.Split(' ', 3))
            .Where(parts => parts[1].StartsWith("rw", StringComparison.Ordinal))
            .Select(parts => parts[0].Split('-'))
            .Select(range => (long.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))),
    ];
}
