using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>The project around its secrets: its columns, its settings, what the person may do.</summary>
/// <param name="Project">Its name for the stores.</param>
/// <param name="Sharing">To which projects the organization's are delivered; null: it is another project.</param>
public sealed record SecretMatrix(string Project, ProjectKind Kind, string Name, bool AllowLowerCaseKeys, bool CanChange, IReadOnlyList<SecretColumn> Columns, SharingList? Sharing)
{
    /// <summary>May the person set a value anywhere? Without one there is no secret to add.</summary>
    public bool CanAdd => CanChange && Columns.Any(column => !column.IsLocked);

    /// <summary>Deleting the secret would take a value from an environment that the person may not change.</summary>
    public bool HasLocked(SecretListItem secret) => Columns.Where((column, index) => column.IsLocked && secret.Cells[index].IsSet).Any();
}
