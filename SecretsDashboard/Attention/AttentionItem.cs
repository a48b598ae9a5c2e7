namespace SecretsDashboard.Attention;

/// <summary>One of the things that a line is about.</summary>
/// <param name="Name">A key.</param>
/// <param name="Address">The place that mends it.</param>
/// <param name="Environment">The slug of the environment in which its value is missing; null: it is about something else.</param>
/// <param name="EnvironmentName">What that environment is called.</param>
public sealed record AttentionItem(string Name, string Address, string? Environment = null, string? EnvironmentName = null);
