using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>Registers the site's address, its checks and the notices.</summary>
internal static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SiteOptions>().Bind(configuration)
            .Configure(options => options.KestrelUrls.AddRange(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(each => each["Url"]).OfType<string>()))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsValidation>();
        services.AddSingleton<SiteAddress>();
        services.AddSingleton<EarlierAddress>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<ListenCheck>();
        services.AddScoped<Notices>();
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ConnectionLimits>();
        services.AddHostedService<RefusedConnections>();
        ZeroingMemoryPoolFactory.Decorate(services);
        BoundedListenerFactory.Decorate(services);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SiteOptions>>((forwarded, site) =>
        {
            forwarded.ForwardedHeaders = site.Value.TrustedProxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
            forwarded.ForwardLimit = 1;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in site.Value.TrustedProxies)
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            }
        });
        return services;
    }

    /// <summary>Forwarded headers, security headers, the pages of failures and refusals, the checks of address and origin: first in the pipeline.</summary>
    public static void UseUi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.IsHttps)
        {
            // what people use is https, whatever the last stretch is and a proxy says of it: redirects and the form's cookie ask this
            app.Use((context, next) =>
            {
                context.Request.Scheme = Uri.UriSchemeHttps;
                return next(context);
            });
            app.UseHsts();
        }
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RelativeRedirects>();
        app.UseMiddleware<HeadRequests>();
        app.UseRouting();
        app.UseWebSockets();
        // around the handler of exceptions: it leaves some answers without a page
        app.UseStatusCodePagesWithReExecute("/refused");
        app.UseMiddleware<BareStatus>();
        app.UseExceptionHandler();
        app.UseMiddleware<AddressCheck>();
        app.UseMiddleware<OriginCheck>();
    }
}
