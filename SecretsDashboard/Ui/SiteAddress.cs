using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>
/// The address people use, the names and origins a browser may give for it, and the names of the cookies that belong to it. Links are made from it, never
/// from the Host header. Before the server listens it goes by the settings.
/// </summary>
internal sealed class SiteAddress(IOptions<SiteOptions> options, IServer server)
{
    /// <summary>The cookie that belongs to a page's form.</summary>
    public const string FormCookie = "sd-form";

    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private Known? known;

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string PublicOrigin => Origin(Resolved.Public);

    /// <summary>The name people know the server by, without a port.</summary>
    public string Host => Resolved.Public.Host;

    /// <summary>
    /// How a cookie of this server is called in the browser. Its port belongs to it: browsers give cookies to every port of a host, and two servers
    /// on one host would take each other's. On an https site it is bound to host and https.
    /// </summary>
    public string CookieName(string name) => $"{(Resolved.Public.Scheme == Uri.UriSchemeHttps ? "__Host-" : "")}{name}-{Resolved.Public.Port}";

    /// <summary>May a page of this origin send us something?</summary>
    public bool IsOwn(string? origin) => origin is not null && Resolved.Own.Contains(origin);

    /// <summary>Is this how people name the server? A name without a port is: proxies leave it out, and the browser says the whole of it in its origin.</summary>
    public bool IsOwnHost(HostString host) =>
        Resolved.Hosts.Any(own => string.Equals(own.Name, host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && (host.Port is null || host.Port == own.Port));

    private Known Resolved
    {
        get
        {
            if (known is { } settled)
            {
                return settled;
            }
            var listening = (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(SiteOptions.Parse).OfType<Uri>().ToList();
            var resolved = Resolve(options.Value, listening);
            // port 0 becomes another one when the server listens
            return listening.Count == 0 || listening.Exists(uri => uri.Port == 0) ? resolved : known = resolved;
        }
    }

    private static Known Resolve(SiteOptions options, List<Uri> listening)
    {
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
        return new Known(address, own, [.. own.Select(origin => new Uri(origin)).Select(uri => (uri.IdnHost, uri.Port))]);
    }

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    private sealed record Known(Uri Public, HashSet<string> Own, IReadOnlyList<(string Name, int Port)> Hosts);
}
