using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>A secret as the table shows it: never its value.</summary>
public sealed record SecretListItem(
    string Key, string Description, SecretType Type, DateTime CreatedAt, string CreatedBy, DateTime UpdatedAt, string UpdatedBy, long Revision,
    bool SameEverywhere, SecretReceiver? LastReceiver, IReadOnlyList<SecretCell> Cells)
{
    public Guid Id { get; init; }

    /// <summary>The address of the person who added it; null: a token, or somebody who is gone.</summary>
    public string? CreatedByEmail { get; init; }

    /// <summary>The same of the last change.</summary>
    public string? UpdatedByEmail { get; init; }
}
