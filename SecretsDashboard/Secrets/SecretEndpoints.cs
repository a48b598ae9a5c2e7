using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using SecretsDashboard.Access;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Where the browser posts values, beside the circuit. Same origin and antiforgery token are required of every request; without
/// a session the answer is 401, never a redirect. Every outcome the person can mend is a 200 with its word.
/// </summary>
internal static class SecretEndpoints
{
    private delegate Task<SaveOutcome> Save(Caller caller, string project, SecretDraft draft, CancellationToken cancellationToken);

    public static void MapSecrets(this WebApplication app)
    {
        var group = app.MapGroup("/projects/{project}/secrets").RequireAuthorization().AddEndpointFilter(async (context, next) =>
        {
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context.HttpContext);
            return await next(context);
        }).WithMetadata(new RequestSizeLimitAttribute(SecretBody.Longest));

        group.MapPost("", (string project, HttpContext context, SecretStore store) => SaveAsync(context, project, null, store.AddAsync));
        group.MapPut("{key}", (string project, string key, HttpContext context, SecretStore store) => SaveAsync(context, project, key, store.ChangeAsync));
    }

    private static async Task<IResult> SaveAsync(HttpContext context, string project, string? key, Save save)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }
        var (body, length) = await SecretBody.ReadAsync(context.Request, context.RequestAborted);
        using (body)
        {
            using var draft = SecretFormReader.Read(body.ReadOnlySpan[..length]);
            draft.Key = key ?? draft.Key;
            return Results.Json(await save(CurrentCaller.Of(context), project, draft, context.RequestAborted));
        }
    }
}
