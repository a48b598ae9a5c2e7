using System.Globalization;
using Microsoft.Net.Http.Headers;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Clients;

/// <summary>
/// Hands the client out, to everybody: it is the same file for all and holds nothing of this instance. A system is a word to look up, never part
/// of a path.
/// </summary>
internal static class ClientEndpoints
{
    public static void MapClients(this WebApplication app)
    {
        var files = app.Services.GetRequiredService<ClientFiles>();
        app.MapGet($"/client/{{system}}/{ClientFiles.Name}", (string system, HttpContext context, ClientLimit limit, RefusalLog log) =>
        {
            if (files.Of(system) is not { } file)
            {
                return Results.Text("This server has no client for that system. See docs/operations.md.\n", statusCode: StatusCodes.Status404NotFound);
            }
            if (limit.Use(context.Connection.RemoteIpAddress) is { } wait)
            {
                log.Tell("client", $"A download of the client from {context.Connection.RemoteIpAddress} was refused: more than Limits:ClientDownloadsPerMinute allows. If that is a proxy's address, name it in TrustedProxies.");
                context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                return Results.Text("Too many downloads from this network: wait for the seconds that Retry-After names.\n", statusCode: StatusCodes.Status429TooManyRequests);
            }
            return Results.File(file.Path, "application/octet-stream", $"{ClientFiles.Name}-{ProgramVersion.Text}-{file.System}", file.Changed,
                new EntityTagHeaderValue($"\"{file.Digest}\""), enableRangeProcessing: true);
        }).AllowAnonymous().ExcludeFromDescription();
    }
}
