using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Which secrets to list, in which order, and which page of them (from 0).</summary>
public sealed record SecretQuery
{
    public const int PageSize = 50;

    public string Search { get; init; } = "";
    public SecretType? Type { get; init; }
    public Guid? NotSetIn { get; init; }
    public bool NeverDelivered { get; init; }
    public SecretOrder Order { get; init; } = SecretOrder.Key;
    public bool Descending { get; init; }
    public int Page { get; init; }

    public bool IsFiltered => Search != "" || Type is not null || NotSetIn is not null || NeverDelivered;
}
