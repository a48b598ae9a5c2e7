using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Api;

/// <summary>
/// <c>POST /api/v1/import</c>: takes a .env file as its body, stores all of it in one transaction or nothing, and answers with names and
/// results, never a value. What it would store anew and what it would put over a value is told to tokens alone that may list names.
/// </summary>
internal static class ImportCall
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The results, as programs read them.</summary>
    public static IEnumerable<string> Words { get; } = ["new", "changed", "replaced", "stored", "unchanged", "empty", "refused"];

    public static async Task<IResult> ImportAsync(HttpContext context, TokenSecretStore store, Budget budget, string? dryRun = null, string? skipInvalid = null)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
        {
            return ApiProblem.Of(415, ProblemCode.InvalidRequest, "The body is a .env file, text/plain.");
        }
        // a switch that is mistyped must not store what was to be tried
        if (!bool.TryParse(dryRun ?? "false", out var isDryRun) || !bool.TryParse(skipInvalid ?? "false", out var skipsInvalid) || context.Request.Query.Keys.Any(IsUnknown))
        {
            return ApiProblem.Of(400, ProblemCode.InvalidRequest, "The parameters are dryRun and skipInvalid, each true or false.");
        }
        var caller = TokenAdmission.CallerOf(context);
        budget.Take(caller.Token.Id, Cost.Request, Budget.RequestsOfImport).Dispose();
        using var turn = await budget.TakeTurnAsync(caller.Token.Id, Cost.Import, context.RequestAborted);
        await store.AskAsync(caller, context.RequestAborted);
        using var room = new BodyRoom(budget, caller.Token.Id);
        var (body, length) = await SecretBody.ReadAsync(context.Request, room, SecretImport.Longest, context.RequestAborted);
        using (body)
        {
            var outcome = await store.ImportAsync(caller, body.ReadOnlySpan[..length], skipsInvalid, isDryRun, context.RequestAborted);
            return outcome.IsRefused ? Refused(outcome) : Taken(caller.Token, outcome, isDryRun);
        }
    }

    private static bool IsUnknown(string name) => !name.Equals("dryRun", StringComparison.OrdinalIgnoreCase) && !name.Equals("skipInvalid", StringComparison.OrdinalIgnoreCase);

    private static IResult Refused(ImportOutcome outcome) => ApiProblem.Of(400, ProblemCode.InvalidFile, "Lines of the file break rules, so nothing of it is stored.",
        ("problems", outcome.Lines.Select(line => line.Key is null ? (object)new { line = line.Line, rule = line.Reason } : new { line = line.Line, key = line.Key, rule = line.Reason })));

    private static IResult Taken(TokenEntry token, ImportOutcome outcome, bool isDryRun) => Results.Json(new
    {
        project = token.Project,
        environment = token.Environment,
        dryRun = isDryRun,
        stored = outcome.Lines.Count(line => line.IsStored),
        entries = outcome.Lines.Select(line => new
        {
            line = line.Line,
            key = line.Key,
            result = ResultOf(line, token.Rights.HasFlag(TokenRights.List)),
            note = line.IsInvalid ? line.Reason : line.Note,
        }),
    }, Json);

    private static string ResultOf(ImportLine line, bool mayList) => line.State switch
    {
        ImportLine.Refused => line.IsEmpty ? "empty" : "refused",
        ImportLine.Unchanged => "unchanged",
        _ when !mayList => "stored",
        ImportLine.New => "new",
        ImportLine.Changed => "changed",
        _ => "replaced",
    };
}
