using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>A project that somebody belongs to, and as what.</summary>
internal sealed record OwnMembership(string Name, string Slug, ProjectRole Role);
