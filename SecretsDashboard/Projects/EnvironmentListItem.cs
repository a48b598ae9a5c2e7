namespace SecretsDashboard.Projects;

/// <summary>An environment with what removing it would cost: values in it, secrets that have a value nowhere else, and live tokens.</summary>
public sealed record EnvironmentListItem
{
    public const int Days = 30;

    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required bool IsProtected { get; init; }
    public required bool IsProduction { get; init; }
    public required int Values { get; init; }

    /// <summary>Secrets that have a value in no other environment.</summary>
    public required int OnlyHere { get; init; }

    /// <summary>Live tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>Tokens of other projects that received what is shared in it in the last <see cref="Days"/> days.</summary>
    public required int Receivers { get; init; }

    /// <summary>Would removing that one cost the same?</summary>
    public bool CostsAs(EnvironmentListItem other) => (Values, OnlyHere, Tokens, Receivers) == (other.Values, other.OnlyHere, other.Tokens, other.Receivers);
}
