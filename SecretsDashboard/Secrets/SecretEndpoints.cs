using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Where the browser posts values, beside the circuit. Same origin and antiforgery token are required of every request; without
/// a session the answer is 401, never a redirect. Nothing of a body is read for anybody who may not save here. Every outcome the person can
/// mend is a 200 with its word.
/// </summary>
internal static class SecretEndpoints
{
    private delegate Task<SaveOutcome> Save(Caller caller, string project, SecretDraft draft, CancellationToken cancellationToken);

    private delegate Task<SaveOutcome> Import(Caller caller, string project, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken);

    public static void MapSecrets(this WebApplication app)
    {
        foreach (var route in ProjectAddress.Routes)
        {
            MapSecrets(app.MapGroup($"{route}/secrets"));
        }
    }

    private static void MapSecrets(RouteGroupBuilder secrets)
    {
        var group = secrets.RequireAuthorization().AddEndpointFilter(async (context, next) =>
        {
            // asked first: of what it takes for a page's form the antiforgery check would read the body
            if (context.HttpContext.Request.HasFormContentType)
            {
                return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
            }
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context.HttpContext);
            return await next(context);
        });
        var forms = group.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(SecretBody.Longest));
        forms.MapPost("", (HttpContext context, SecretStore store, Budget budget) => SaveAsync(context, null, store, budget, store.AddAsync));
        forms.MapPut("{key}", (string key, HttpContext context, SecretStore store, Budget budget) => SaveAsync(context, key, store, budget, store.ChangeAsync));

        var files = group.MapGroup("import").WithMetadata(new RequestSizeLimitAttribute(SecretImport.Longest));
        files.MapPost("", (HttpContext context, SecretStore store, Budget budget, string? basis) => ImportAsync(context, store, budget,
            (caller, project, file, environments, cancellationToken) => store.ImportAsync(caller, project, file, environments, string.IsNullOrEmpty(basis) ? null : basis, cancellationToken)));
        files.MapPost("names", (HttpContext context, SecretStore store, Budget budget) => ImportAsync(context, store, budget, store.OutlineAsync));
        files.MapPost("preview", (HttpContext context, SecretStore store, Budget budget) => ImportAsync(context, store, budget, store.PreviewAsync));
    }

    private static async Task<IResult> SaveAsync(HttpContext context, string? key, SecretStore store, Budget budget, Save save)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }
        var (caller, project) = (CurrentCaller.Of(context), ProjectAddress.At(context.Request.Path)!);
        await store.AskAsync(caller, project, context.RequestAborted);
        using var room = new BodyRoom(budget, caller.UserId);
        var (body, length) = await SecretBody.ReadAsync(context.Request, room, SecretBody.Longest, context.RequestAborted);
        using (body)
        {
            using var draft = SecretFormReader.Read(body.ReadOnlySpan[..length]);
            draft.Key = key ?? draft.Key;
            return await AnswerAsync(() => save(caller, project, draft, context.RequestAborted));
        }
    }

    // the body is the file, byte for byte; the address names the environments
    private static async Task<IResult> ImportAsync(HttpContext context, SecretStore store, Budget budget, Import import)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }
        var (caller, project) = (CurrentCaller.Of(context), ProjectAddress.At(context.Request.Path)!);
        budget.Take(caller.UserId, Cost.Request, Budget.RequestsOfImport).Dispose();
        using var turn = await budget.TakeTurnAsync(caller.UserId, Cost.Import, context.RequestAborted);
        await store.AskAsync(caller, project, context.RequestAborted);
        using var room = new BodyRoom(budget, caller.UserId);
        var (body, length) = await SecretBody.ReadAsync(context.Request, room, SecretImport.Longest, context.RequestAborted);
        using (body)
        {
            using var file = ImportFile.Parse(body.ReadOnlySpan[..length], takesComments: context.Request.Query["comments"] == "true");
            var environments = context.Request.Query["environment"].OfType<string>().ToHashSet(StringComparer.Ordinal);
            return await AnswerAsync(() => import(caller, project, file, environments, context.RequestAborted));
        }
    }

    // a form that is out of date is refused as any other request is, but told why: what was typed in it is still there
    private static async Task<IResult> AnswerAsync(Func<Task<SaveOutcome>> deed)
    {
        try
        {
            return Results.Json(await deed());
        }
        catch (AccessDeniedException denied) when (denied.Words is not null)
        {
            return Results.Json(SaveOutcome.Invalid([new FormMessage("", denied.Words)]), statusCode: StatusCodes.Status404NotFound);
        }
    }
}
