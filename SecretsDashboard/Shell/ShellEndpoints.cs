using Microsoft.AspNetCore.Http.HttpResults;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>What the frame asks for: the palette's findings, and the drawer as it is now. Both are about the person who asks, and nobody else.</summary>
internal static class ShellEndpoints
{
    public static void MapFrame(this WebApplication app)
    {
        app.MapGet("/find", FindAsync).RequireAuthorization();
        app.MapGet("/frame", FrameAsync).RequireAuthorization();
    }

    /// <summary>What fits <paramref name="text"/> for a person at the page <paramref name="at"/>, by kind (JSON); with <c>for</c>: in which projects that may be done.</summary>
    private static async Task<IResult> FindAsync(HttpContext context, PaletteReader reader, CancellationToken cancellationToken, string text = "", string at = "/", [Microsoft.AspNetCore.Mvc.FromQuery(Name = "for")] string? chosen = null)
    {
        try
        {
            return Results.Json((await reader.FindAsync(CurrentCaller.Of(context), text, at, chosen, cancellationToken))
                .Select(group => new { group.Name, group.Icon, group.Items, group.HasMore }));
        }
        catch (AccessDeniedException)
        {
            return Results.Unauthorized();
        }
    }

    /// <summary>The drawer at the page <paramref name="at"/> (HTML).</summary>
    private static async Task<IResult> FrameAsync(HttpContext context, HouseReader reader, CancellationToken cancellationToken, string at = "/")
    {
        var house = await reader.FindAsync(CurrentCaller.Of(context), at, cancellationToken);
        return house is null ? Results.Unauthorized() : new RazorComponentResult<NavMenu>(new { House = house, Path = at });
    }
}
