using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>A secret as the table shows it: never its value.</summary>
public sealed record SecretListItem(
    string Key, string Description, SecretType Type, DateTime CreatedAt, string CreatedBy, DateTime UpdatedAt, string UpdatedBy, long Revision,
    bool SameEverywhere, SecretReceiver? LastReceiver, IReadOnlyList<SecretCell> Cells)
{
    public Guid Id { get; init; }
}
