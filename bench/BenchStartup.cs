using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Bench;

[assembly: HostingStartup(typeof(BenchStartup))]

namespace SecretsDashboard.Bench;

/// <summary>
/// What the benchmark adds to the server that is measured: the data, and an endpoint with a constant answer to compare with. It stands at the
/// end of the product's own pipeline, so that a request for it passes the same middleware; only routing finds nothing and no token is checked.
/// </summary>
public sealed class BenchStartup : IHostingStartup, IStartupFilter
{
    /// <summary>The path of the constant answer; its length in bytes follows.</summary>
    public const string Static = "/bench/static/";

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services =>
    {
        services.AddSingleton<IStartupFilter>(this);
        services.AddHostedService<BenchData>();
    });

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        app.Run(async context =>
        {
            if (context.Request.Path.Value is not { } path || !path.StartsWith(Static, StringComparison.Ordinal))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            var answer = answers.GetOrAdd(path, static path => Json(int.Parse(path.AsSpan(Static.Length), System.Globalization.CultureInfo.InvariantCulture)));
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = answer.Length;
            await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
        });
    };

    private static byte[] Json(int length) => System.Text.Encoding.ASCII.GetBytes($"{{\"a\":\"{new string('x', length - 8)}\"}}");
}
