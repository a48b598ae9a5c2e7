using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// Keeps the last answer of one server for one token, sealed with AES-256-GCM under a key that only the token gives. What is of
/// another token or server, altered, too old or from the future counts as absent.
/// </summary>
/// <remarks>
/// File: "SDC2", until when it is of use (8), salt (32), nonce (12), ciphertext, tag (16); sealed: when it was kept (8), the answer. Times are milliseconds
/// since 1970, big-endian.
/// </remarks>
internal sealed class AnswerCache(string folder, Uri address, Token token, TimeProvider time)
{
    private const int SaltSize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int TimeSize = 8;
    private const int KeySize = 32;
    private const int LargestFile = 80 * 1024 * 1024;
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    private static readonly TimeSpan LongestWriting = TimeSpan.FromHours(1);
    private static readonly int SaltAt = Magic.Length + TimeSize;
    private static readonly int HeaderSize = SaltAt + SaltSize + NonceSize;

    private static ReadOnlySpan<byte> Magic => "SDC2"u8;

    /// <summary>Where it is kept; the name gives away neither server nor token.</summary>
    public string FilePath { get; } = Path.Combine(folder, Name(address, token));

    /// <summary>Seals and keeps an answer in the place of the one before.</summary>
    /// <param name="answer">What the server answered.</param>
    /// <param name="longest">How long it is of use.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Keep(ReadOnlySpan<byte> answer, TimeSpan longest)
    {
        var content = new byte[HeaderSize + TimeSize + answer.Length + TagSize];
        Magic.CopyTo(content);
        var now = time.GetUtcNow();
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(Magic.Length), (now + longest).ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(content.AsSpan(SaltAt, SaltSize + NonceSize));

        var plain = content.AsSpan(HeaderSize, TimeSize + answer.Length);
        BinaryPrimitives.WriteInt64BigEndian(plain, now.ToUnixTimeMilliseconds());
        answer.CopyTo(plain[TimeSize..]);
        using (var cipher = Cipher(content))
        {
            cipher.Encrypt(Nonce(content), plain, plain, content.AsSpan(^TagSize), content.AsSpan(0, HeaderSize));
        }

        Write(content);
    }

    /// <summary>The kept answer and its age, or null; the caller zeroes it.</summary>
    /// <param name="longest">The greatest age it may have.</param>
    public (byte[] Answer, TimeSpan Age)? Recall(TimeSpan longest)
    {
        try
        {
            return new FileInfo(FilePath) is { Exists: true, Length: < LargestFile } && Open(File.ReadAllBytes(FilePath)) is var (answer, age)
                && age >= TimeSpan.Zero && age <= longest ? (answer, age) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Removes what is kept: the server refused the token.</summary>
    public void Forget()
    {
        try
        {
            File.Delete(FilePath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // what cannot be removed still ages
        }
    }

    /// <summary>Removes what was kept for other tokens and servers, where its time is over.</summary>
    public void RemoveOld()
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.sealed*").Where(file => file != FilePath && IsOver(file)))
            {
                File.Delete(file);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // another client removed one meanwhile, or it may not be removed: the next time
        }
    }

    // what is no such file is one of an older version, or was never written to its end
    private bool IsOver(string file)
    {
        Span<byte> head = stackalloc byte[SaltAt];
        using var handle = File.OpenHandle(file);
        var now = time.GetUtcNow();
        return RandomAccess.Read(handle, head, fileOffset: 0) == SaltAt && head.StartsWith(Magic)
            ? now.ToUnixTimeMilliseconds() > BinaryPrimitives.ReadInt64BigEndian(head[Magic.Length..])
            : now - File.GetLastWriteTimeUtc(handle) > LongestWriting;
    }

    private (byte[] Answer, TimeSpan Age)? Open(byte[] content)
    {
        if (content.Length < HeaderSize + TimeSize + TagSize || !content.AsSpan().StartsWith(Magic))
        {
            return null;
        }

        var plain = content.AsSpan(HeaderSize..^TagSize);
        using (var cipher = Cipher(content))
        {
            cipher.Decrypt(Nonce(content), plain, content.AsSpan(^TagSize), plain, content.AsSpan(0, HeaderSize));
        }

        var answer = plain[TimeSize..].ToArray();
        var kept = BinaryPrimitives.ReadInt64BigEndian(plain);
        CryptographicOperations.ZeroMemory(plain);
        return (answer, TimeSpan.FromMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds() - kept));
    }

    // a salt for each file: no nonce is ever used twice under one key
    private AesGcm Cipher(ReadOnlySpan<byte> content)
    {
        Span<byte> key = stackalloc byte[KeySize];
        Derive(content.Slice(SaltAt, SaltSize), "seal", address, token, key);
        var cipher = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> content) => content.Slice(SaltAt + SaltSize, NonceSize);

    private static string Name(Uri address, Token token)
    {
        Span<byte> name = stackalloc byte[16];
        Derive([], "name", address, token, name);
        return Convert.ToHexStringLower(name) + ".sealed";
    }

    private static void Derive(ReadOnlySpan<byte> salt, string label, Uri address, Token token, Span<byte> output)
    {
        // none of the parts can hold a NUL, so no two lists of parts read alike
        var context = Encoding.UTF8.GetBytes($"secrets/v1/cache\0{label}\0{address.AbsoluteUri}\0{token.Id}");
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(token.Text), output, salt, context);
    }

    private void Write(byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // a folder that exists already keeps its mode under CreateDirectory
            Directory.CreateDirectory(folder, FolderMode700);
            File.SetUnixFileMode(folder, FolderMode700);
            options.UnixCreateMode = FileMode600;
        }

        // beside the old one and then in its place: a reader finds one or the other, whole
        var fresh = $"{FilePath}.{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(fresh, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, FilePath, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }
}
