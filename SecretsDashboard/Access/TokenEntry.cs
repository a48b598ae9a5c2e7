using System.Net;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>A live service token as requests are checked against it: immutable, in memory, replaced whole.</summary>
internal sealed record TokenEntry(
    Guid Id, string PublicId, string Name, Guid ProjectId, string Project, Guid EnvironmentId, string Environment,
    TokenRights Rights, DateTime ExpiresAt, byte[] Digest, IReadOnlyList<IPNetwork> Addresses)
{
    /// <summary>May it be used from here? Without a list: from everywhere.</summary>
    public bool Admits(IPAddress? address)
    {
        if (Addresses.Count == 0)
        {
            return true;
        }
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Addresses.Any(network => network.Contains(plain));
    }
}
