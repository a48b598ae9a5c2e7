using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>Registers Blazor with its guards and limits, and the log's floor.</summary>
internal static class ShellServices
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options => options.DisconnectedCircuitMaxRetained = OpenCircuits.InAll / OpenCircuits.PerPerson * Budget.CircuitsOfPerson).AddHubOptions(hub => hub.AddFilter<CircuitGuard>());
        services.AddMudServices();
        services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]));
        // after Blazor's own, which writes a trace for a page that is merely not there
        services.AddScoped<IErrorBoundaryLogger, PageFailures>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        services.AddCascadingAuthenticationState();
        services.AddSingleton<OpenCircuits>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenCircuits>());
        services.AddSingleton<CircuitGuard>();
        services.AddScoped<AuthenticationStateProvider, CircuitRoom>();
        services.AddSingleton<CircuitThefts>();
        services.AddSingleton<HouseReader>();
        services.AddSingleton<PaletteReader>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, LogFloor>();
        services.AddExceptionHandler<FailureAnswers>();
        services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.ExceptionHandlingPath = "/error";
            // else the sign-in that failed with the request would fail the error page too
            options.CreateScopeForErrors = true;
            // an answer that says all there is to say is no failure; the others have their line in the log already, however many requests meet them
            options.SuppressDiagnosticsCallback = context => context.ExceptionHandledBy == ExceptionHandledType.ExceptionHandlerService || context.Exception is IntegrityFailedException || StorageCondition.IsBehind(context.Exception);
        });
        return services;
    }

    /// <summary>Stands between authentication and what a session opens, circuits included.</summary>
    public static void UseShell(this WebApplication app)
    {
        // Pages with a circuit alone. Their one secret, the token of their forms, is sealed anew for each answer; nothing of the request stands in them, and no other
        // site can ask for them (SameSite=Strict): their length tells nobody anything (BREACH). Account pages have codes, keys and what was asked for, and stay as they are.
        app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && context.AcceptsInteractiveRouting(), pages => pages.UseResponseCompression());
        app.UseMiddleware<PersonRequests>();
        app.UseMiddleware<CircuitAdmission>();
    }

    /// <summary>Pages, circuits and assets. Assets are anonymous and keep their own cache headers.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().WithMetadata(new StaticAssetMarker()).AllowAnonymous();
        // a page answers GET and POST alone: without this a PUT that failed would be told 405 instead of 500
        app.MapMethods("/error", ["PUT", "PATCH", "DELETE"], () => Results.Empty).AllowAnonymous();
        app.MapFrame();
        app.MapPost("/page-failed", FailedPage.Report).RequireAuthorization();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
    }
}
