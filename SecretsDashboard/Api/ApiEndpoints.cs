using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Api;

/// <summary>The API for machines (docs/api.md). Cookies mean nothing here; every call shows a service token.</summary>
internal static class ApiEndpoints
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").AddEndpointFilter<TokenAdmission>().WithTags("Secrets");
        api.MapGet("/secrets", GetAllAsync).Describe(ApiOperations.GetAll);
        api.MapGet("/secrets/{key}", GetOneAsync).Describe(ApiOperations.GetOne);
        api.MapGet("/keys", ListAsync).Describe(ApiOperations.List);
        api.MapPut("/secrets/{key}", SetAsync).WithMetadata(new RequestSizeLimitAttribute(SetRequest.Longest)).Describe(ApiOperations.Set);
        api.MapDelete("/secrets/{key}", RemoveAsync).Describe(ApiOperations.Remove);
        api.MapPost("/import", ImportCall.ImportAsync).WithMetadata(new RequestSizeLimitAttribute(SecretImport.Longest)).Describe(ApiOperations.Import);

        // known to nobody without a token: a wrong method and a wrong path are answered behind the same door
        MapOthers(api, "/secrets", "GET");
        MapOthers(api, "/secrets/{key}", "GET", "PUT", "DELETE");
        MapOthers(api, "/keys", "GET");
        MapOthers(api, "/import", "POST");
        app.MapGroup("/api").AddEndpointFilter<TokenAdmission>().ExcludeFromDescription().Map("{**rest}", () => ApiProblem.NotFound);

        app.MapGet("/openapi/v1.json", async (ApiDescription description) => Results.Bytes(await description.Json, "application/json; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> GetAllAsync(HttpContext context, SecretResolver resolver, string? format = null)
    {
        if (format is not (null or "json" or "dotenv"))
        {
            return ApiProblem.Of(400, ProblemCode.InvalidRequest, "The format is json or dotenv.");
        }
        var caller = TokenAdmission.CallerOf(context);
        var environment = await resolver.FindAsync(caller, context.RequestAborted);
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{environment.Id:N}-{environment.Revision}-{environment.Stamp:x}{(format == "dotenv" ? DotEnvText.Tag : "")}\"");
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        await resolver.RecordAsync(caller, environment);
        await (format == "dotenv"
            ? SecretsAnswer.SendDotEnvAsync(context.Response, environment, context.RequestAborted)
            : SecretsAnswer.SendJsonAsync(context.Response, caller.Token, environment, context.RequestAborted));
        return Results.Empty;
    }

    private static async Task<IResult> GetOneAsync(string key, HttpContext context, SecretResolver resolver)
    {
        var caller = TokenAdmission.CallerOf(context);
        var environment = await resolver.FindAsync(caller, context.RequestAborted);
        var secret = await resolver.RecordAsync(caller, environment, key);
        context.Response.Headers.ETag = Tag(secret.Version);
        await SecretsAnswer.SendOneAsync(context.Response, environment, secret, context.RequestAborted);
        return Results.Empty;
    }

    private static async Task<IResult> ListAsync(HttpContext context, SecretResolver resolver) =>
        Results.Json(new { keys = await resolver.ListAsync(TokenAdmission.CallerOf(context), context.RequestAborted) });

    private static async Task<IResult> SetAsync(string key, HttpContext context, TokenSecretStore store, Budget budget)
    {
        if (!context.Request.HasJsonContentType())
        {
            return ApiProblem.Of(415, ProblemCode.InvalidRequest, "The body is application/json.");
        }
        if (!TryReadIfMatch(context.Request, out var expected))
        {
            return BadIfMatch;
        }
        var caller = TokenAdmission.CallerOf(context);
        await store.AskAsync(caller, context.RequestAborted);
        using var room = new BodyRoom(budget, caller.Token.Id);
        var (body, length) = await SecretBody.ReadAsync(context.Request, room, SetRequest.Longest, context.RequestAborted);
        using (body)
        {
            using var draft = SetRequest.Read(body.ReadOnlySpan[..length], key, caller.Token.Environment);
            return Answer(context, await store.SetAsync(caller, draft, expected, context.RequestAborted), key);
        }
    }

    private static async Task<IResult> RemoveAsync(string key, HttpContext context, TokenSecretStore store)
    {
        if (!TryReadIfMatch(context.Request, out var expected))
        {
            return BadIfMatch;
        }
        var version = await store.RemoveAsync(TokenAdmission.CallerOf(context), key, expected, context.RequestAborted);
        return expected is null || expected == version ? Results.NoContent() : HasVersion(version);
    }

    private static IResult Answer(HttpContext context, SetOutcome outcome, string key)
    {
        switch (outcome.Save.Outcome)
        {
            case "changed":
                return HasVersion(outcome.Version);
            case "invalid":
                var (field, text) = outcome.Save.Messages[0];
                return ApiProblem.Of(400, field == "key" ? ReservedKeys.Problem(key) is null ? ProblemCode.InvalidKey : ProblemCode.ReservedKey : field == "value" || field.StartsWith("value:", StringComparison.Ordinal) ? ProblemCode.InvalidValue : ProblemCode.InvalidRequest, text);
            default:
                context.Response.Headers.ETag = Tag(outcome.Version);
                return Results.Json(new { key, version = outcome.Version }, statusCode: outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }
    }

    private static bool TryReadIfMatch(HttpRequest request, out long? version)
    {
        version = null;
        if (request.Headers.IfMatch is not [{ } text])
        {
            return request.Headers.IfMatch.Count == 0;
        }
        if (!long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        version = number;
        return true;
    }

    private static IResult BadIfMatch => ApiProblem.Of(400, ProblemCode.InvalidRequest, "If-Match names one version, such as \"3\".");

    private static IResult HasVersion(long version) => ApiProblem.Of(412, ProblemCode.PreconditionFailed, $"The value has version {version}.");

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static void MapOthers(RouteGroupBuilder api, string path, params string[] allowed) =>
        api.MapMethods(path, Methods.Except(allowed), (HttpContext context) =>
        {
            context.Response.Headers.Allow = string.Join(", ", allowed);
            return ApiProblem.Of(405, ProblemCode.InvalidRequest, $"This address answers {string.Join(", ", allowed)}.");
        }).ExcludeFromDescription();
}
