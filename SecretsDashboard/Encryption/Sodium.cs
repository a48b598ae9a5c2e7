using System.Runtime.InteropServices;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The guarded memory of libsodium, for which NSec has no public type. The library is the file that NSec's package brings, so the process has one copy.
/// It holds no rules of its own and refuses to work when the library is missing.
/// </summary>
internal static partial class Sodium
{
    private const string Library = "libsodium";

    /// <summary>Loads and starts libsodium; what comes later relies on it.</summary>
    /// <exception cref="SodiumMissingException">The library is not there or does not start.</exception>
    internal static void Load()
    {
        try
        {
            if (Initialize() >= 0)
            {
                return;
            }
        }
        catch (DllNotFoundException)
        {
        }

        throw new SodiumMissingException();
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

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "sodium_malloc")]
    private static partial nint Malloc(nuint size);
}
