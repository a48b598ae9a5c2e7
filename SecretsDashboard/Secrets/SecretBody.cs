using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Reads the body of a request that holds values into pinned memory that is zeroed when disposed, zeroing the server's own
/// buffers on the way. It never makes a string of it.
/// </summary>
internal static class SecretBody
{
    /// <summary>Twenty environments of the longest value each, with room for JSON's escapes.</summary>
    public const int Longest = 4 * 1024 * 1024;

    private const int FirstSize = 4096;

    /// <summary>The whole body; the caller disposes it. Its tail beyond the answer's length is zero.</summary>
    /// <exception cref="BadHttpRequestException">413: longer than <see cref="Longest"/>, or than <paramref name="longest"/>.</exception>
    public static async Task<(Plaintext Bytes, int Length)> ReadAsync(HttpRequest request, CancellationToken cancellationToken, int longest = Longest)
    {
        var bytes = new Plaintext((int)Math.Clamp(request.ContentLength ?? FirstSize, 1, longest));
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
                    bytes = bytes.Grow(length, Math.Min(Longest, Math.Max(length + size, bytes.Length * 2)));
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
