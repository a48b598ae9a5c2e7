using System.Net;
using System.Text.Json;

namespace SecretsDashboard.Cli;

/// <summary>What the server says of a file to import: what became of each name, or which lines break a rule.</summary>
internal sealed record ImportAnswer(string? Code, string? Project, string? Environment, int? Stored, IReadOnlyList<ImportLine>? Entries, IReadOnlyList<ImportLine>? Problems)
{
    private const string FileRefused = "invalid_file";

    /// <exception cref="ClientFailure">The bytes are something else, or a refusal that is not about the file.</exception>
    public static ImportAnswer Read(HttpStatusCode status, ReadOnlySpan<byte> answer)
    {
        var read = Read(answer);
        return read switch
        {
            { Project: not null, Environment: not null, Stored: not null, Entries: { } entries } when status == HttpStatusCode.OK && entries.All(static entry => entry?.Result is not null) => read,
            { Code: FileRefused, Problems: { Count: > 0 } problems } when status == HttpStatusCode.BadRequest && problems.All(static problem => problem?.Rule is not null) => read,
            { Code: "not_found" } => throw new ClientFailure(ExitCode.Unavailable, "this server has no import in one call; update the server"),
            { Code: { } code } => throw ApiFailures.Of(status, code, isAboutKey: false, wait: null),
            _ => throw ApiFailures.Garbage(),
        };
    }

    private static ImportAnswer? Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, ApiJson.Default.ImportAnswer);
        }
        catch (JsonException)
        {
            throw ApiFailures.Garbage();
        }
    }
}
