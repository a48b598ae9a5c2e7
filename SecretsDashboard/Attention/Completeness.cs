namespace SecretsDashboard.Attention;

/// <summary>How many of a project's secrets have a value in one of its environments, and how many values are likely forgotten.</summary>
/// <param name="Id">The environment's.</param>
/// <param name="Slug">The environment's.</param>
/// <param name="Set">Secrets that have a value there.</param>
public sealed record Completeness(Guid Id, string Name, string Slug, int Set)
{
    /// <summary>The environment is production.</summary>
    public bool IsProduction { get; init; }

    /// <summary>Only managers change values there.</summary>
    public bool IsProtected { get; init; }

    /// <summary>
    /// The secrets without a value there that have one in at least two thirds of the other environments: by key. What is shared there counts as a value,
    /// and what somebody marked as not needed is left out.
    /// </summary>
    internal IReadOnlyList<Gap> Gaps { get; init; } = [];

    /// <summary>How many those are.</summary>
    public int Missing => Gaps.Count;

    /// <summary>What has a value there, or likely should.</summary>
    public int Expected => Set + Missing;
}
