using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>
/// Finds out before anything is made whether the server can listen where the settings say: it takes each address for a moment, as the web server will, and
/// reads the certificates. Somebody may still be faster; then the start itself fails.
/// </summary>
internal sealed class ListenCheck(IOptions<SiteOptions> site, IOptions<KestrelServerOptions> kestrel, IConfiguration configuration)
{
    // of the certificate that dotnet dev-certs makes
    private const string DevelopmentCertificate = "1.3.6.1.4.1.311.84.1.1";

    /// <summary>All that stands in the way, one sentence each.</summary>
    public IEnumerable<string> Problems() => site.Value.Addresses().Select(Problem).Append(Certificates()).OfType<string>();

    private string? Problem(string url)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return null;
        }
        if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            if (address.Port == 0)
            {
                return $"Urls: {url} names no port, which localhost needs; 127.0.0.1 does not.";
            }
            var (four, six) = (Refused(new(IPAddress.Loopback, address.Port)), Refused(new(IPAddress.IPv6Loopback, address.Port)));
            // one of them is enough, as long as no other program has the other
            return Sentence(url, address.Port, four is SocketError.AddressAlreadyInUse || six is null or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable ? four : six is SocketError.AddressAlreadyInUse || four is not null ? six : null)
                ?? Certificate(url, address.Scheme);
        }
        var place = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        return Sentence(url, address.Port, Refused(new(place, address.Port))) ?? Certificate(url, address.Scheme);
    }

    private static SocketError? Refused(IPEndPoint place)
    {
        try
        {
            using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (place.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }
            socket.Bind(place);
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    private static string? Sentence(string url, int port, SocketError? error) => error switch
    {
        null => null,
        SocketError.AddressAlreadyInUse => $"Urls: {url} is taken: another program listens at port {port}. Stop it, or choose another port.",
        SocketError.AccessDenied => $"Urls: this user may not listen at port {port} ({url}). Choose one above 1023, and let a proxy listen at that one.",
        SocketError.AddressNotAvailable => $"Urls: {url} is no address of this machine.",
        _ => $"Urls: the server cannot listen at {url} ({error}).",
    };

    private string? Certificate(string url, string scheme)
    {
        if (!scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) || configuration.GetSection("Kestrel:Certificates:Default").Exists())
        {
            return null;
        }
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates.Any(each => each.Extensions.Any(extension => extension.Oid?.Value == DevelopmentCertificate)) ? null
            : $"Urls: {url} needs a certificate: set Kestrel:Certificates:Default:Path and KeyPath, or listen at http and let a proxy end TLS.";
    }

    private string? Certificates()
    {
        try
        {
            kestrel.Value.ConfigurationLoader?.Load();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or InvalidOperationException or FormatException)
        {
            return $"Kestrel: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }
}
