using System.Reflection;
using System.Runtime.InteropServices;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The face of the system library libsodium: finds it, starts it and offers the few functions used here over spans.
/// It holds no rules of its own and refuses to work when the library is missing.
/// </summary>
internal static partial class Sodium
{
    /// <summary>Size of the text buffer of a password hash, with its closing zero.</summary>
    internal const int PasswordHashSize = 128;

    private const string Library = "libsodium";
    private const int Argon2id13 = 2;

    private static readonly string[] FileNames = ["libsodium.so.23", "libsodium.so.26", "libsodium"];
    private static readonly Lazy<nint> Loaded = new(() => Start(FileNames));

    /// <summary>Loads and starts libsodium; the first use of any function here does the same.</summary>
    /// <exception cref="SodiumMissingException">The library is not installed or does not start.</exception>
    internal static void Load() => _ = Loaded.Value;

    /// <summary>Opens the first library of the list that exists.</summary>
    /// <exception cref="SodiumMissingException">None of them exists.</exception>
    internal static nint Open(params ReadOnlySpan<string> fileNames)
    {
        foreach (var name in fileNames)
        {
            if (NativeLibrary.TryLoad(name, typeof(Sodium).Assembly, null, out var handle))
            {
                return handle;
            }
        }

        throw new SodiumMissingException();
    }

    /// <summary>crypto_aead_xchacha20poly1305_ietf_encrypt: writes ciphertext and tag.</summary>
    internal static void Encrypt(Span<byte> output, ReadOnlySpan<byte> message, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key)
    {
        Load();
        _ = AeadEncrypt(output, out _, message, (ulong)message.Length, associatedData, (ulong)associatedData.Length, 0, nonce, key);
    }

    /// <summary>crypto_aead_xchacha20poly1305_ietf_decrypt: false when the tag does not fit.</summary>
    internal static bool TryDecrypt(Span<byte> output, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key)
    {
        Load();
        return AeadDecrypt(output, out _, 0, ciphertext, (ulong)ciphertext.Length, associatedData, (ulong)associatedData.Length, nonce, key) == 0;
    }

    /// <summary>sodium_malloc: guarded, locked memory, or zero when there is none left.</summary>
    internal static nint Allocate(int size)
    {
        Load();
        return Malloc((nuint)size);
    }

    /// <summary>sodium_free: zeroes and releases what <see cref="Allocate"/> gave.</summary>
    [LibraryImport(Library, EntryPoint = "sodium_free")]
    internal static partial void Free(nint address);

    /// <summary>sodium_mprotect_readonly: a later write to this memory ends the program.</summary>
    [LibraryImport(Library, EntryPoint = "sodium_mprotect_readonly")]
    internal static partial int ProtectReadOnly(nint address);

    /// <summary>crypto_pwhash_str_alg with Argon2id: false when there is not enough memory.</summary>
    internal static bool TryHashPassword(Span<byte> hash, ReadOnlySpan<byte> password, ulong passes, nuint memoryBytes)
    {
        Load();
        return HashPassword(hash, password, (ulong)password.Length, passes, memoryBytes, Argon2id13) == 0;
    }

    /// <summary>crypto_pwhash_str_verify, in constant time; the hash ends with a zero byte.</summary>
    internal static bool VerifyPassword(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> password)
    {
        Load();
        return VerifyPasswordHash(hash, password, (ulong)password.Length) == 0;
    }

    /// <summary>crypto_pwhash_str_needs_rehash: true also for text that is no hash.</summary>
    internal static bool NeedsRehash(ReadOnlySpan<byte> hash, ulong passes, nuint memoryBytes)
    {
        Load();
        return HashNeedsRehash(hash, passes, memoryBytes) != 0;
    }

    private static nint Start(string[] fileNames)
    {
        var handle = Open(fileNames);
        NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, (string name, Assembly _, DllImportSearchPath? _) => name == Library ? handle : 0);
        return Initialize() >= 0 ? handle : throw new SodiumMissingException();
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "sodium_malloc")]
    private static partial nint Malloc(nuint size);

    [LibraryImport(Library, EntryPoint = "crypto_aead_xchacha20poly1305_ietf_encrypt")]
    private static partial int AeadEncrypt(
        Span<byte> output, out ulong outputLength, ReadOnlySpan<byte> message, ulong messageLength,
        ReadOnlySpan<byte> associatedData, ulong associatedDataLength, nint unused, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key);

    [LibraryImport(Library, EntryPoint = "crypto_aead_xchacha20poly1305_ietf_decrypt")]
    private static partial int AeadDecrypt(
        Span<byte> output, out ulong outputLength, nint unused, ReadOnlySpan<byte> ciphertext, ulong ciphertextLength,
        ReadOnlySpan<byte> associatedData, ulong associatedDataLength, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key);

    [LibraryImport(Library, EntryPoint = "crypto_pwhash_str_alg")]
    private static partial int HashPassword(Span<byte> hash, ReadOnlySpan<byte> password, ulong passwordLength, ulong passes, nuint memoryBytes, int algorithm);

    [LibraryImport(Library, EntryPoint = "crypto_pwhash_str_verify")]
    private static partial int VerifyPasswordHash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> password, ulong passwordLength);

    [LibraryImport(Library, EntryPoint = "crypto_pwhash_str_needs_rehash")]
    private static partial int HashNeedsRehash(ReadOnlySpan<byte> hash, ulong passes, nuint memoryBytes);
}
