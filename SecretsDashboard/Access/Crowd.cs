using System.Net;

namespace SecretsDashboard.Access;

/// <summary>
/// Says from where somebody comes: from their address, as long as they come from few; then from its network, and then from wider and wider
/// ones. Who has a whole network of addresses cannot have a count of its own for each.
/// </summary>
internal sealed class Crowd
{
    private const int Most = 100;

    // bits of IPv4 and of IPv6
    private static readonly (int V4, int V6)[] Widths = [(32, 128), (24, 64), (16, 48), (0, 0)];

    private readonly HashSet<string>[] known = [[], [], []];

    /// <summary>The address, or a network (CIDR) it is in; what is no address stays as it is.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isKnown">Somebody who is known has a few addresses of their own; of everybody else only networks are told apart.</param>
    public string? NameOf(string? address, bool isKnown)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return address;
        }
        lock (known)
        {
            var level = isKnown ? 0 : 1;
            while (true)
            {
                var name = level == 0 ? address : Network(parsed, Widths[level]);
                if (level == known.Length || known[level].Contains(name) || (known[level].Count < Most && known[level].Add(name)))
                {
                    return name;
                }
                level++;
            }
        }
    }

    private static string Network(IPAddress address, (int V4, int V6) widths)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var width = bytes.Length == 4 ? widths.V4 : widths.V6;
        Array.Clear(bytes, width / 8, bytes.Length - (width / 8));
        return new IPNetwork(new IPAddress(bytes), width).ToString();
    }
}
