using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>What the members page shows.</summary>
/// <param name="Roles">The roles that who looks may give.</param>
public sealed record MemberPage(IReadOnlyList<MemberListItem> People, IReadOnlyList<InvitationListItem> Invitations, IReadOnlyList<InstanceRole> Roles);
