using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>Registers Blazor with its guards and limits, and the log's floor.</summary>
internal static class ShellServices
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.AddFilter<CircuitGuard>());
        services.AddCascadingAuthenticationState();
        services.AddSingleton<OpenCircuits>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenCircuits>());
        services.AddSingleton<CircuitGuard>();
        services.AddSingleton<HouseReader>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, LogFloor>();
        services.AddExceptionHandler<FailureAnswers>();
        services.Configure<ExceptionHandlerOptions>(options => options.ExceptionHandlingPath = "/error");
        return services;
    }

    /// <summary>Stands between authentication and the circuits.</summary>
    public static void UseShell(this WebApplication app) => app.UseMiddleware<CircuitAdmission>();

    /// <summary>Pages, circuits and assets. Assets are anonymous and keep their own cache headers.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().WithMetadata(new StaticAssetMarker()).AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
    }
}
