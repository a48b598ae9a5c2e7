using System.Security.Cryptography;

namespace SecretsDashboard.Cli;

/// <summary>
/// `secrets import`: stores every entry of a .env file, or with a dry run says which are new. It refuses the whole file before
/// anything is stored, and stops at the first entry the server refuses.
/// </summary>
internal static class ImportCommand
{
    private const int LargestFile = 1024 * 1024;

    /// <exception cref="ClientFailure">The file is refused, or the server refused an entry; the line says what was stored until then.</exception>
    public static int Run(ApiClient client, string file, bool dryRun)
    {
        var bytes = Bytes(file);
        using var parsed = DotEnv.Parse(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        Check(parsed);
        if (dryRun)
        {
            Compare(client, parsed);
        }
        else
        {
            Store(client, parsed);
        }

        return ExitCode.Done;
    }

    private static void Check(DotEnv parsed)
    {
        if (parsed.Refused is [var refusal, ..])
        {
            throw Refused(refusal.Line, refusal.Rule);
        }

        foreach (var entry in parsed.Entries)
        {
            if ((entry.Problem ?? (KeyRule.Problem(entry.Key) is { } key ? $"the key {key}" : ValueRule.Problem(entry.Value) is { } value ? $"the value {value}" : null)) is { } problem)
            {
                throw Refused(entry.Line, problem);
            }
        }
    }

    private static void Compare(ApiClient client, DotEnv parsed)
    {
        var existing = client.ListKeys().Names().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in parsed.Entries)
        {
            Console.WriteLine($"{entry.Key}\t{(existing.Contains(entry.Key) ? "existing" : "new")}");
        }
    }

    private static void Store(ApiClient client, DotEnv parsed)
    {
        var created = 0;
        var stored = new List<string>();
        foreach (var entry in parsed.Entries)
        {
            try
            {
                created += client.Store(entry.Key, entry.Value, description: null) ? 1 : 0;
                stored.Add(entry.Key);
            }
            catch (ClientFailure failure)
            {
                var done = stored.Count == 0 ? "nothing was stored" : $"stored until then: {string.Join(", ", stored)}";
                throw new ClientFailure(failure.ExitCode, $"stopped at {entry.Key} (line {entry.Line}): {failure.Message}; {done}");
            }
        }

        Notice.Write($"{created} created, {stored.Count - created} updated");
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var buffer = GC.AllocateUninitializedArray<byte>(LargestFile + 1, pinned: true);
            var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            var bytes = buffer[..length];
            CryptographicOperations.ZeroMemory(buffer);
            return length <= LargestFile ? bytes : throw new ClientFailure(ExitCode.BadData, "the file is larger than 1 MiB, which is no .env file; nothing was stored");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ClientFailure(ExitCode.NoInput, "the file cannot be read; check its name and mode");
        }
    }

    private static ClientFailure Refused(int line, string rule) => new(ExitCode.BadData, $"line {line}: {rule}; nothing was stored");
}
