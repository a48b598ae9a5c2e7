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

    public Task InvokeAsync(HttpContext context)
    {
        if (SessionClaims.Read(context.User) is { } ids && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetMarker>() is null)
        {
            budget.Take(OwnAccount.Any(path => context.Request.Path.StartsWithSegments(path)) ? ids.Session : ids.User, Cost.Request).Dispose();
        }
        return next(context);
    }
}
