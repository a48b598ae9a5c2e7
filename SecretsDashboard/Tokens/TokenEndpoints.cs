using Microsoft.AspNetCore.Antiforgery;
using SecretsDashboard.Access;

namespace SecretsDashboard.Tokens;

/// <summary>Where the browser posts the form for a new token: the answer holds the token, which so never enters the circuit.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this WebApplication app)
    {
        foreach (var route in ProjectAddress.Routes)
        {
            app.MapPost($"{route}/tokens", async (TokenForm form, HttpContext context, TokenStore store, IAntiforgery antiforgery) =>
            {
                await antiforgery.ValidateRequestAsync(context);
                return Results.Json(await store.MintAsync(CurrentCaller.Of(context), ProjectAddress.At(context.Request.Path)!, form, context.RequestAborted));
            }).RequireAuthorization();
        }
    }
}
