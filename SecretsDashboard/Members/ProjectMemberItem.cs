using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>A member of a project, as the page shows them.</summary>
/// <param name="IsDisabled">They cannot sign in now.</param>
public sealed record ProjectMemberItem(Guid Id, string Name, string Email, ProjectRole Role, bool IsDisabled)
{
    /// <summary>The name in a sentence: with the address where somebody else has the same.</summary>
    public required string Label { get; init; }

    /// <summary>It is who looks.</summary>
    public bool IsSelf { get; init; }
}
