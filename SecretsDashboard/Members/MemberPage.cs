using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>What the members page shows.</summary>
/// <param name="Roles">The roles that who looks may give.</param>
public sealed record MemberPage(IReadOnlyList<MemberListItem> People, IReadOnlyList<InvitationListItem> Invitations, IReadOnlyList<InstanceRole> Roles)
{
    /// <summary>Slug and name of the projects that who looks manages: an invitation may lead into them.</summary>
    public IReadOnlyList<(string Slug, string Name)> Projects { get; init; } = [];

    public int Count => People.Count + Invitations.Count;

    /// <summary>Those with the text in their name, their address or a project of theirs, in any case, and of the group, if there is one.</summary>
    internal MemberPage Matching(string text, MemberGroup? group)
    {
        var part = UnicodeForm.Of(text).Trim();
        return this with
        {
            People = [.. People.Where(person => group?.Holds(person) != false && (IsIn(person.Name) || IsIn(person.Email) || person.Projects.Any(IsIn)))],
            Invitations = [.. Invitations.Where(invitation => group?.Invited != false && (IsIn(invitation.Email) || invitation.Projects.Any(IsIn)))],
        };

        bool IsIn(string name) => UnicodeForm.Of(name).Contains(part, StringComparison.CurrentCultureIgnoreCase);
    }
}
