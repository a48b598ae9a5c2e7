using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>A part of the people of the instance that the list may be narrowed down to.</summary>
/// <param name="Word">How it stands in the address.</param>
/// <param name="Text">How it reads.</param>
/// <param name="Holds">Is this person one of them?</param>
/// <param name="Invited">It is those who have not joined yet.</param>
internal sealed record MemberGroup(string Word, string Text, Func<MemberListItem, bool> Holds, bool Invited = false)
{
    public static readonly IReadOnlyList<MemberGroup> All =
    [
        new("owners", "Owners", person => person.Role == InstanceRole.Owner),
        new("admins", "Admins", person => person.Role == InstanceRole.Admin),
        new("members", "Members", person => person.Role == InstanceRole.Member),
        new("no-factor", "Without second factor", person => !person.HasSecondFactor),
        new("disabled", "Disabled", person => person.IsDisabled),
        new("invited", "Invited", _ => false, Invited: true),
    ];

    /// <summary>The group with this word; null: there is none, and everybody is shown.</summary>
    public static MemberGroup? Find(string? word) => All.SingleOrDefault(group => group.Word == word);
}
