namespace SecretsDashboard.Access;

/// <summary>That a program received secrets: how many, when, from where. No value, no key.</summary>
internal sealed record Delivery(Guid Token, int Count, DateTime Time, string? Address);
