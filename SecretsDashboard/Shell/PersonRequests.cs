using System.Globalization;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>
/// Counts the requests of each person who is signed in, assets apart, and answers what is too much with 429. One's own account and the way out
/// are counted by session: who has stolen one of a person's sessions cannot keep the person from ending it.
/// </summary>
internal sealed class PersonRequests(RequestDelegate next, Budget budget)
{
    private static readonly PathString[] OwnAccount = ["/account", "/logout"];

    public async Task InvokeAsync(HttpContext context)
    {
        // the page that says why a request was refused is part of that request
        if (SessionClaims.Read(context.User) is { } ids && context.Features.Get<Refusal>() is null && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetMarker>() is null)
        {
            try
            {
                budget.Take(OwnAccount.Any(path => context.Request.Path.StartsWithSegments(path)) ? ids.Session : ids.User, Cost.Request).Dispose();
            }
            catch (LimitReachedException limit)
            {
                context.Response.Headers.RetryAfter = limit.RetryAfter?.ToString(CultureInfo.InvariantCulture);
                await new Refusal("Too many requests", limit.Message).AnswerAsync(context, StatusCodes.Status429TooManyRequests);
                return;
            }
        }
        await next(context);
    }
}
