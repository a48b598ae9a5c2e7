namespace SecretsDashboard.Access;

/// <summary>That a program received secrets: how many, when, from where. No value, no key.</summary>
internal sealed record Delivery(Guid Token, int Count, DateTime Time, string? Address)
{
    /// <summary>What the program calls itself, such as <c>secrets/1.0.0</c>; null: it does not say.</summary>
    public string? Program { get; init; }
}
