using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Api;

/// <summary>Grows while an answer with values is written into it; what it leaves behind when it grows or ends is zeroed.</summary>
internal sealed class AnswerBuffer(int expected) : IDisposable
{
    private Plaintext bytes = new(Math.Max(expected, 256));

    public int Length { get; private set; }

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

    /// <summary>Writes a name or number that is ASCII.</summary>
    public void WriteAscii(string text) => Length += Encoding.ASCII.GetBytes(text, Room(text.Length));

    /// <summary>Sends all of it as the whole answer.</summary>
    public async Task SendAsync(HttpResponse response, string contentType, CancellationToken cancellationToken)
    {
        response.ContentType = contentType;
        response.ContentLength = Length;
        bytes.ReadOnlySpan[..Length].CopyTo(response.BodyWriter.GetSpan(Length));
        response.BodyWriter.Advance(Length);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    public void Dispose() => bytes.Dispose();

    private Span<byte> Room(int wanted)
    {
        if (Length + wanted > bytes.Length)
        {
            var larger = new Plaintext(Math.Max(Length + wanted, bytes.Length * 2));
            bytes.ReadOnlySpan[..Length].CopyTo(larger.Span);
            bytes.Dispose();
            bytes = larger;
        }
        return bytes.Span[Length..];
    }
}
