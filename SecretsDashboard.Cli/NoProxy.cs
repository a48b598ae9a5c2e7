using System.Net;

namespace SecretsDashboard.Cli;

/// <summary>
/// The list in NO_PROXY of servers that are reached without a proxy, as other programs read it: <c>*</c>, names with what lies below them, addresses, networks
/// such as 10.0.0.0/8, each but a network with or without a port. It refuses nothing: what it does not understand names no server.
/// </summary>
internal static class NoProxy
{
    public static bool Names(Uri server) => Names(server, Environment.GetEnvironmentVariable("no_proxy") ?? Environment.GetEnvironmentVariable("NO_PROXY"));

    internal static bool Names(Uri server, string? list) =>
        list is not null && list.Split([',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Any(entry => Names(entry, server));

    private static bool Names(string entry, Uri server)
    {
        if (entry == "*")
        {
            return true;
        }

        var host = server.IdnHost.TrimEnd('.');
        var isAddress = IPAddress.TryParse(host, out var address);
        if (entry.Split('/') is [var network, var length])
        {
            return isAddress && IPAddress.TryParse(network.Trim('[', ']'), out var start) && int.TryParse(length, out var bits) && IsWithin(address!, start, bits);
        }

        var (name, port) = Parts(entry);
        return (port is null || port == server.Port)
            && (IPAddress.TryParse(name, out var single) ? isAddress && single.Equals(address) : !isAddress && IsBelow(host, name.TrimStart('*').Trim('.')));
    }

    // an address of IPv6 has colons of its own, and brackets before a port
    private static (string Name, int? Port) Parts(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var hasPort = colon > 0 && (entry.IndexOf(':') == colon || entry[colon - 1] == ']');
        return hasPort ? (entry[..colon].Trim('[', ']'), int.TryParse(entry[(colon + 1)..], out var port) ? port : -1) : (entry.Trim('[', ']'), null);
    }

    private static bool IsBelow(string host, string name) =>
        name.Length > 0 && host.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[^(name.Length + 1)] == '.');

    private static bool IsWithin(IPAddress address, IPAddress start, int bits)
    {
        var (own, network) = (address.GetAddressBytes(), start.GetAddressBytes());
        return own.Length == network.Length && bits >= 0 && bits <= own.Length * 8
            && Enumerable.Range(0, bits).All(bit => ((own[bit / 8] ^ network[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }
}
