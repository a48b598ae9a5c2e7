using SecretsDashboard.Access;

namespace SecretsDashboard.Secrets;

/// <summary>A project as the place of a secret.</summary>
/// <param name="Project">Its name for the stores.</param>
public sealed record SecretHome(string Project, string Name)
{
    public string Label => ProjectAddress.LabelOf(Project);

    public string Address => ProjectAddress.Of(Project);
}
