using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Tells what is open that something changed: in a project who belongs to it and as what, its environments and settings, or that it is gone;
/// and what lists show. Raised after the change is committed, before it is acknowledged. It ends no session: what happens in a project reaches no further.
/// </summary>
internal sealed class ProjectChanges(WriteGate gate)
{
    private static readonly HashSet<string> Shown =
    [
        AuditAction.SecretAdded, AuditAction.SecretChanged, AuditAction.SecretDeleted, AuditAction.SecretNotNeeded, AuditAction.SecretNeeded, AuditAction.TokenMinted, AuditAction.TokenRevoked,
        AuditAction.MemberAdded, AuditAction.MemberJoined, AuditAction.MemberRoleChanged, AuditAction.MemberRemoved,
        AuditAction.SecondFactorReset, AuditAction.AuthenticatorSetUp, AuditAction.AuthenticatorTurnedOff, AuditAction.PasskeyAdded, AuditAction.PasskeyRemoved,
        AuditAction.PersonInvited, AuditAction.InvitationRenewed, AuditAction.InvitationWithdrawn, AuditAction.PersonRoleChanged, AuditAction.PersonRenamed, AuditAction.PersonDisabled, AuditAction.PersonEnabled, AuditAction.PersonRemoved,
        AuditAction.AttentionPutOff, AuditAction.AttentionBroughtBack,
    ];

    /// <summary>The project as <see cref="ProjectAddress"/> names it, and the one person whom it concerns; null: everybody in it.</summary>
    public event Action<string, Guid?>? Changed;

    /// <summary>Something that lists show was changed, by a person or by a program.</summary>
    public event Action<Edit>? Edited;

    /// <summary>The audit log has new entries, of whatever they tell.</summary>
    public event Action? Recorded
    {
        add => gate.Recorded += value;
        remove => gate.Recorded -= value;
    }

    /// <summary>Tells it once the deed is committed.</summary>
    public void TellAfter(Deed deed, Guid? person = null)
    {
        var (project, whom) = (ProjectAddress.NameOf(deed.Project.Kind, deed.Project.Slug), person ?? deed.Project.OwnerId);
        deed.Afterwards(() => Changed?.Invoke(project, whom));
    }

    /// <summary>Tells that someone joined by an invitation, and came into these projects.</summary>
    public void TellJoined(AppUser person, IReadOnlyCollection<string> projects)
    {
        Edited?.Invoke(new Edit(null, null, person.Id, person.Name, "person", 1));
        foreach (var project in projects)
        {
            Edited?.Invoke(new Edit(project, null, person.Id, person.Name, "member", 1));
            Changed?.Invoke(project, person.Id);
        }
    }

    /// <summary>Tells of what the deed, which is committed, has on record.</summary>
    public void Tell(Deed deed)
    {
        if (Edited is null)
        {
            return;
        }
        foreach (var kind in deed.Lines.Where(line => Shown.Contains(line.Action)).CountBy(line => line.Action.Split('.')[0]))
        {
            var project = deed.IsInProject ? ProjectAddress.NameOf(deed.Project.Kind, deed.Project.Slug) : null;
            Edited?.Invoke(new Edit(project, deed.IsInProject ? deed.Project.OwnerId : null, deed.ActorId, deed.Actor.Name ?? "", kind.Key, kind.Value));
        }
    }
}
