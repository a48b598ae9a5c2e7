using System.Security.Cryptography;

namespace SecretsDashboard.Cli;

/// <summary>
/// `secrets import`: sends a .env file in one call and writes where it went and what became of each name. The server stores all of it or
/// nothing. A file that breaks the grammar is not sent.
/// </summary>
internal static class ImportCommand
{
    private const int LargestFile = 1024 * 1024;

    // the server's answer names them in this order, and in no other word
    private static readonly string[] Results = ["new", "changed", "replaced", "stored", "unchanged", "empty", "refused"];

    /// <param name="client">The server.</param>
    /// <param name="file">The file's name; "-": standard input.</param>
    /// <param name="skipInvalid">Leave out the lines that break a rule.</param>
    /// <param name="dryRun">Store nothing, and say what would be.</param>
    /// <exception cref="ClientFailure">Nothing was stored. Where several lines break a rule, they were written before.</exception>
    public static int Run(ApiClient client, string file, bool skipInvalid, bool dryRun)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LargestFile + 1, pinned: true);
        try
        {
            var bytes = buffer.AsMemory(0, Read(file, buffer));
            using (var parsed = DotEnv.Parse(bytes.Span))
            {
                Refuse([.. parsed.Refused.Select(static refusal => $"line {refusal.Line}: {refusal.Rule}")]);
            }

            var answer = client.Import(bytes, skipInvalid, dryRun);
            Refuse([.. (answer.Problems ?? []).Select(static problem => $"line {problem.Line}{(problem.Key is null ? "" : $", {problem.Name}")}: {PlainText.Of(problem.Rule!)}")]);
            Tell(answer, dryRun);
            return ExitCode.Done;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static void Refuse(string[] problems)
    {
        if (problems.Length == 1)
        {
            throw new ClientFailure(ExitCode.BadData, $"{problems[0]}; nothing was stored");
        }

        if (problems.Length > 0)
        {
            Array.ForEach(problems, Notice.Write);
            throw new ClientFailure(ExitCode.BadData, $"{(problems.Length == DotEnv.MostRefusals ? "at least " : "")}{problems.Length} lines break a rule; nothing was stored");
        }
    }

    private static void Tell(ImportAnswer answer, bool dryRun)
    {
        var lines = answer.Entries!.Select(static entry =>
            $"{entry.Name}\t{PlainText.Of(entry.Result!)}{(entry.Note is null ? "" : $"\tline {entry.Line}: {PlainText.Of(entry.Note)}")}\n");
        try
        {
            StandardStreams.Write($"project {PlainText.Of(answer.Project!)}, environment {PlainText.Of(answer.Environment!)}\n{string.Concat(lines)}");
        }
        finally
        {
            // what was stored is stored, whether the list could be written or not
            Sum(answer, dryRun);
        }
    }

    private static void Sum(ImportAnswer answer, bool dryRun)
    {
        var counts = Results.Select(result => (Result: result, Count: answer.Entries!.Count(entry => entry.Result == result))).Where(static each => each.Count > 0);
        Notice.Write(answer.Entries!.Count == 0 ? "there is no line NAME=value in the file; nothing was stored"
            : $"{answer.Stored} of {answer.Entries.Count} {(dryRun ? "would be stored" : "stored")}: {string.Join(", ", counts.Select(static each => $"{each.Count} {each.Result}"))}");
    }

    private static int Read(string path, byte[] buffer)
    {
        try
        {
            var length = path == "-" ? StandardStreams.Read(buffer) : ReadFile(path, buffer);
            return length <= LargestFile ? length : throw new ClientFailure(ExitCode.BadData, "the file is larger than 1 MiB, which is no .env file; nothing was stored");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ClientFailure(ExitCode.NoInput, "the file cannot be read; check its name and mode");
        }
    }

    private static int ReadFile(string path, byte[] buffer)
    {
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }
}
