namespace SecretsDashboard.Settings;

/// <summary>How one part of the server stands.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Text">What was found.</param>
/// <param name="Advice">What to do; null: nothing.</param>
public sealed record HealthLine(string Name, HealthLevel Level, string Text, string? Advice = null);
