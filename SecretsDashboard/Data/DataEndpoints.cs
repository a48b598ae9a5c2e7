using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecretsDashboard.Data;

/// <summary>What a monitor asks: is the process there, and can it work.</summary>
internal static class DataEndpoints
{
    public static void MapData(this WebApplication app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions
        {
            Predicate = _ => false,
            ResponseWriter = (context, _) => context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["version"] = ProgramVersion.Text }, context.RequestAborted),
        }).AllowAnonymous();
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    // one word a check; what lies behind an exception is for the log
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new Dictionary<string, string>(
        report.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Exception is null ? entry.Value.Description ?? "failing" : "failing")))
    {
        ["sqlite"] = SqliteSettings.Version,
    }, context.RequestAborted);
}
