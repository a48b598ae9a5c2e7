using System.Globalization;
using System.Net;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tokens;

/// <summary>The rules for a new token, each answering with the sentence shown to the person; null: fine.</summary>
internal static class TokenRules
{
    public const int DefaultDays = 90;
    public const int MostDays = 365;

    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n', ';'];

    public static string? Name(string name) => PlainName.Problem(name, ServiceToken.NameLength);

    public static string? Rights(TokenRights rights) => rights == TokenRights.None ? "A token needs at least one right" : null;

    /// <summary>The number of days, or what is wrong with it.</summary>
    public static (int Days, string? Problem) Days(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays
            ? (days, null)
            : (0, $"Expiry is a whole number of days from 1 to {MostDays}");

    /// <summary>The networks as they are stored, an address as a network of its own; or what is wrong with one.</summary>
    public static (string Networks, string? Problem) Addresses(string text)
    {
        var networks = new List<string>();
        foreach (var part in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Network(part) is not { } network)
            {
                return ("", $"{Shown(part)} is not an address or a network such as 10.0.0.0/8");
            }
            networks.Add(network.ToString());
        }
        var stored = string.Join(',', networks.Distinct());
        return stored.Length > ServiceToken.AddressesLength ? ("", "These are too many addresses") : (stored, null);
    }

    private static IPNetwork? Network(string part) =>
        IPNetwork.TryParse(part, out var network) ? network
        : IPAddress.TryParse(part, out var address) && (part.Contains(':', StringComparison.Ordinal) || part.Count(each => each == '.') == 3)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;

    private static string Shown(string part) => part.Length > 50 ? part[..50] + "…" : part;
}
