using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>Who somebody is here.</summary>
/// <param name="Projects">The teams' projects they belong to, by name.</param>
internal sealed record OwnProfile(string Name, string Email, InstanceRole Role, DateTime CreatedAt, IReadOnlyList<OwnMembership> Projects);
