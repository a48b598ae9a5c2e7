using System.Net;

namespace SecretsDashboard.Ui;

/// <summary>How people reach the server (root of the settings). It refuses to serve others than this machine without https.</summary>
internal sealed class SiteOptions
{
    /// <summary>The address people use, e.g. <c>https://secrets.example.com</c>; empty: the first listening address.</summary>
    public string PublicOrigin { get; set; } = "";

    /// <summary>Networks (CIDR) whose <c>X-Forwarded-For</c> counts. Empty: nobody's does.</summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>Addresses to listen on, separated by semicolons, as ASP.NET Core has it.</summary>
    public string Urls { get; set; } = "";

    /// <summary>Addresses that Kestrel's own section adds.</summary>
    public List<string> KestrelUrls { get; } = [];

    /// <summary>All that is wrong, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        var origin = PublicOrigin == "" ? null : ParseOrigin(PublicOrigin);
        if (PublicOrigin != "" && origin is null)
        {
            yield return "PublicOrigin: an address such as https://secrets.example.com is needed, without a path.";
        }
        else if (origin is { Scheme: "http" } && !IsLoopback(origin.Host))
        {
            yield return $"PublicOrigin: {origin} is not https; without it passwords and values pass the network in clear.";
        }
        foreach (var url in Addresses())
        {
            if (Parse(url) is not { } address)
            {
                yield return $"Urls: {url} is not an address such as http://localhost:5080.";
            }
            else if (!IsLoopback(address.Host) && origin is not { Scheme: "https" })
            {
                yield return $"Urls: {url} is reachable from other machines; set PublicOrigin to the https address people use.";
            }
        }
        foreach (var network in TrustedProxies.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            yield return $"TrustedProxies: {network} is not a network such as 10.0.0.0/8.";
        }
    }

    /// <summary>The first listening address that is set; null: none.</summary>
    public Uri? First => Addresses().Select(Parse).FirstOrDefault();

    /// <summary>True where the browser sees https: the cookie is then bound to the host and never sent in clear.</summary>
    public bool IsHttps => (PublicOrigin == "" ? First : ParseOrigin(PublicOrigin))?.Scheme == "https";

    public static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>A listening address; its host may be a wildcard, which is reachable from everywhere.</summary>
    public static Uri? Parse(string url) =>
        Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" ? address : null;

    private static Uri? ParseOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https" && origin is { PathAndQuery: "/", Fragment: "", UserInfo: "" } ? origin : null;

    /// <summary>A listening address that other machines reach; null: none is.</summary>
    public string? BeyondLoopback() => Addresses().FirstOrDefault(url => Parse(url) is not { } address || !IsLoopback(address.Host));

    /// <summary>All listening addresses that are set.</summary>
    public IEnumerable<string> Addresses() => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(KestrelUrls);
}
