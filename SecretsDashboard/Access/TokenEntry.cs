using System.Net;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>A live service token as requests are checked against it: immutable, in memory, replaced whole.</summary>
/// <param name="Project">What its project is called in answers and in the log.</param>
/// <param name="OwnerId">Whose personal token it is; null: it is a team's or the organization's.</param>
internal sealed record TokenEntry(
    Guid Id, string PublicId, string Name, Guid ProjectId, string Project, Guid? OwnerId, Guid EnvironmentId, string Environment,
    TokenRights Rights, DateTime ExpiresAt, byte[] Digest, IReadOnlyList<IPNetwork> Addresses)
{
    /// <summary>The line as one about the token's project.</summary>
    public AuditLine Placed(AuditLine line) => line with { ProjectId = ProjectId, ProjectName = Project, OwnerId = OwnerId };

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
