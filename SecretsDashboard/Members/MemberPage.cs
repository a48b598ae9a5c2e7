using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>What the members page shows.</summary>
/// <param name="Roles">The roles that who looks may give.</param>
public sealed record MemberPage(IReadOnlyList<MemberListItem> People, IReadOnlyList<InvitationListItem> Invitations, IReadOnlyList<InstanceRole> Roles)
{
    /// <summary>Slug and name of the projects that who looks manages: an invitation may lead into them.</summary>
    public IReadOnlyList<(string Slug, string Name)> Projects { get; init; } = [];

    public bool IsEmpty => People.Count + Invitations.Count == 0;

    /// <summary>Those with the text in their name or address, in any case.</summary>
    public MemberPage Matching(string text)
    {
        var part = UnicodeForm.Of(text).Trim();
        return this with
        {
            People = [.. People.Where(person => IsIn(person.Name) || IsIn(person.Email))],
            Invitations = [.. Invitations.Where(invitation => IsIn(invitation.Email))],
        };

        bool IsIn(string name) => UnicodeForm.Of(name).Contains(part, StringComparison.CurrentCultureIgnoreCase);
    }
}
