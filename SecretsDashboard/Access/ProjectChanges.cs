namespace SecretsDashboard.Access;

/// <summary>
/// Tells what is open that something changed in a project: who belongs to it and as what, its environments and settings, or that it is gone.
/// Raised after the change is committed, before it is acknowledged. It ends no session: what happens in a project reaches no further.
/// </summary>
internal sealed class ProjectChanges
{
    /// <summary>The project as <see cref="ProjectAddress"/> names it, and the one person whom it concerns; null: everybody in it.</summary>
    public event Action<string, Guid?>? Changed;

    /// <summary>Tells it once the deed is committed.</summary>
    public void TellAfter(Deed deed, Guid? person = null)
    {
        var (project, whom) = (ProjectAddress.NameOf(deed.Project.Kind, deed.Project.Slug), person ?? deed.Project.OwnerId);
        deed.Afterwards(() => Changed?.Invoke(project, whom));
    }
}
