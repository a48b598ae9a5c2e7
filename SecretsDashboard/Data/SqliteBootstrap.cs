using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SecretsDashboard.Data;

/// <summary>
/// Lets EF Core run on SQLitePCLRaw 2.0 where the package source has nothing newer, and prefers the system's SQLite to
/// the old one bundled with it. With a current SQLitePCLRaw neither half acts; remove both when 2.1 is served everywhere.
/// </summary>
internal static class SqliteBootstrap
{
    private static readonly Version FirstCurrent = new(2, 1);

    /// <summary>True where the system's SQLite was wanted and is missing, so that an old bundled one is in use.</summary>
    internal static bool FellBackToBundled { get; private set; }

    [ModuleInitializer]
    internal static void Initialize()
    {
        // The runtime refuses an assembly older than the one asked for, so ask again without a version.
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name is { Version: not null, Name: { } simpleName } && simpleName.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal)
                ? context.LoadFromAssemblyName(new AssemblyName(simpleName))
                : null;

        var provider = AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("SQLitePCLRaw.provider.e_sqlite3"));
        if (provider.GetName().Version < FirstCurrent)
        {
            NativeLibrary.SetDllImportResolver(provider, static (library, _, _) =>
            {
                if (library != "e_sqlite3")
                {
                    return 0;
                }
                FellBackToBundled = !NativeLibrary.TryLoad("libsqlite3.so.0", out var handle);
                return handle;
            });
        }
    }
}
