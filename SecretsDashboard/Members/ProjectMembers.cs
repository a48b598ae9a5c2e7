namespace SecretsDashboard.Members;

/// <summary>What the members page of a project shows.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="CanManage">The person may add, change and remove members.</param>
/// <param name="Members">By name.</param>
/// <param name="Others">People of the instance who are not in the project, for people who may add them; else empty.</param>
public sealed record ProjectMembers(string Name, bool CanManage, IReadOnlyList<ProjectMemberItem> Members, IReadOnlyList<(Guid Id, string Name, string Email)> Others);
