using System.Net;

namespace SecretsDashboard.Access;

/// <summary>One household or office: /24 of IPv4, /64 of IPv6. Limits count by it, because who has one address of it has them all.</summary>
internal static class ClientNetwork
{
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes.Length == 4 ? Convert.ToHexString(bytes, 0, 3) + "/24" : Convert.ToHexString(bytes, 0, 8) + "/64";
    }
}
