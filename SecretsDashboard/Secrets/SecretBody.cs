using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SecretsDashboard.Access;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Reads the body of a request that holds values into pinned memory that is zeroed when disposed, zeroing the server's own
/// buffers on the way. The memory grows as bytes come, whatever length was announced. It never makes a string of it.
/// </summary>
internal static class SecretBody
{
    /// <summary>Twenty environments of the longest value each, with room for JSON's escapes.</summary>
    public const int Longest = 4 * 1024 * 1024;

    private const int FirstSize = 4096;

    /// <summary>The whole body; the caller disposes it. Its tail beyond the answer's length is zero.</summary>
    /// <param name="request">Whose body it is; what must be asked before costly work has been asked.</param>
    /// <param name="room">Where the bytes count as held.</param>
    /// <param name="longest">The most bytes that are taken.</param>
    /// <param name="cancellationToken">The sender is gone.</param>
    /// <exception cref="BadHttpRequestException">413: longer than <paramref name="longest"/>.</exception>
    /// <exception cref="LimitReachedException">Too much is being received from them at once.</exception>
    public static async Task<(Plaintext Bytes, int Length)> ReadAsync(HttpRequest request, BodyRoom room, int longest, CancellationToken cancellationToken)
    {
        room.Grow(FirstSize);
        var bytes = new Plaintext(FirstSize);
        var length = 0;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken);
                var size = (int)Math.Min(read.Buffer.Length, int.MaxValue);
                if (length + size > longest)
                {
                    throw new BadHttpRequestException("The body is too long.", StatusCodes.Status413PayloadTooLarge);
                }
                if (length + size > bytes.Length)
                {
                    var wanted = Math.Min(longest, (int)BitOperations.RoundUpToPowerOf2((uint)(length + size)));
                    room.Grow(wanted);
                    bytes = bytes.Grow(length, wanted);
                }
                read.Buffer.CopyTo(bytes.Span[length..]);
                length += size;
                Zero(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return (bytes, length);
                }
            }
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static void Zero(ReadOnlySequence<byte> buffer)
    {
        foreach (var segment in buffer)
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsMemory(segment).Span);
        }
    }
}
