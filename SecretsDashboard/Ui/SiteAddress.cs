using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>
/// The address people use and the origins a browser may name. Links are made from it, never from the Host header. Before the
/// server listens it goes by the settings.
/// </summary>
internal sealed class SiteAddress(IOptions<SiteOptions> options, IServer server)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly Lazy<(string Public, HashSet<string> Own)> resolved = new(() => Resolve(options.Value, server));

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string PublicOrigin => resolved.Value.Public;

    /// <summary>The name people know the server by, without a port.</summary>
    public string Host => new Uri(PublicOrigin).Host;

    /// <summary>May a page of this origin send us something?</summary>
    public bool IsOwn(string? origin) => origin is not null && resolved.Value.Own.Contains(origin);

    private static (string, HashSet<string>) Resolve(SiteOptions options, IServer server)
    {
        var listening = (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(SiteOptions.Parse).OfType<Uri>().ToList();
        var first = listening.FirstOrDefault() ?? options.First;
        var address = options.PublicOrigin != "" ? new Uri(options.PublicOrigin)
            : first is null ? new Uri("http://localhost")
            : SiteOptions.IsLoopback(first.Host) ? new UriBuilder(first) { Host = "localhost" }.Uri : first;
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Origin(address) };
        if (SiteOptions.IsLoopback(address.Host))
        {
            foreach (var each in listening.Where(uri => SiteOptions.IsLoopback(uri.Host)))
            {
                own.UnionWith(Loopback.Select(host => Origin(new UriBuilder(each) { Host = host }.Uri)));
            }
        }
        return (Origin(address), own);
    }

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
