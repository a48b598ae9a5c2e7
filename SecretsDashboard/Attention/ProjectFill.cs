namespace SecretsDashboard.Attention;

/// <summary>How the values of a project lie, as long as its environments are these.</summary>
/// <param name="mark">Tells these environments and what programs receive of them from any others.</param>
/// <param name="set">How many values each environment has.</param>
/// <param name="gaps">What likely should be there.</param>
internal sealed class ProjectFill(string mark, IReadOnlyDictionary<Guid, int> set, IReadOnlyList<Gap> gaps)
{
    public string Mark => mark;

    public IReadOnlyDictionary<Guid, int> Set => set;

    public IReadOnlyList<Gap> Gaps => gaps;
}
