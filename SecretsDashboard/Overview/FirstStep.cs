namespace SecretsDashboard.Overview;

/// <summary>Something that a beginner does once.</summary>
/// <param name="Address">Where it is done.</param>
public sealed record FirstStep(string Text, string Address, bool IsDone);
