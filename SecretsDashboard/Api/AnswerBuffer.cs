using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Api;

/// <summary>
/// Pinned memory in which an answer with values is made: room to open a value in, and room for what is sent. What it leaves behind when it grows
/// or ends is zeroed. Each thread keeps one, all zero, for its next answer: pinned memory made anew each time keeps the garbage collector busy.
/// </summary>
internal sealed class AnswerBuffer : IDisposable
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static AnswerBuffer? kept;

    private Plaintext answer = new(0);
    private Plaintext scratch = new(0);
    private int opened;

    private AnswerBuffer()
    {
    }

    public int Length { get; private set; }

    /// <summary>Room to open a value in.</summary>
    public Span<byte> Scratch => scratch.Span[..opened];

    /// <summary>An empty one; the caller disposes it.</summary>
    /// <param name="expected">How many bytes will be sent, more or less.</param>
    /// <param name="room">How long <see cref="Scratch"/> is.</param>
    public static AnswerBuffer Start(int expected, int room)
    {
        var buffer = kept ?? new AnswerBuffer();
        kept = null;
        buffer.opened = room;
        buffer.answer = buffer.answer.Grow(0, expected);
        buffer.scratch = buffer.scratch.Grow(0, room);
        return buffer;
    }

    public void Write(ReadOnlySpan<byte> part)
    {
        part.CopyTo(Room(part.Length));
        Length += part.Length;
    }

    public void Write(byte single)
    {
        Room(1)[0] = single;
        Length++;
    }

    /// <summary>The next bytes, for the caller to fill.</summary>
    public Span<byte> Take(int length)
    {
        var taken = Room(length)[..length];
        Length += length;
        return taken;
    }

    /// <summary>What was written since its <see cref="Length"/> was <paramref name="start"/>; good until the next write.</summary>
    public ReadOnlySpan<byte> Since(int start) => answer.ReadOnlySpan[start..Length];

    /// <summary>Writes a name or number that is ASCII.</summary>
    public void WriteAscii(string text) => Length += Encoding.ASCII.GetBytes(text, Room(text.Length));

    /// <summary>Sends all of it as the whole answer. It is zeroed before the receiver is waited for.</summary>
    public async Task SendAsync(HttpResponse response, string contentType, CancellationToken cancellationToken)
    {
        response.ContentType = contentType;
        response.ContentLength = Length;
        // the server would keep what is written before that in memory of its own, and copy it once more
        await response.StartAsync(cancellationToken);
        response.BodyWriter.Write(answer.ReadOnlySpan[..Length]);
        Clear();
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>Zeroes it and gives it back: to be called once, when nobody uses it any more.</summary>
    public void Dispose()
    {
        Clear();
        if (answer.Length <= MostKept && scratch.Length <= MostKept)
        {
            kept = this;
        }
    }

    private void Clear()
    {
        CryptographicOperations.ZeroMemory(answer.Span[..Length]);
        CryptographicOperations.ZeroMemory(Scratch);
        Length = 0;
    }

    private Span<byte> Room(int wanted)
    {
        if (Length + wanted > answer.Length)
        {
            answer = answer.Grow(Length, Math.Max(Length + wanted, answer.Length * 2));
        }
        return answer.Span[Length..];
    }
}
