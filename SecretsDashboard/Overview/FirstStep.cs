namespace SecretsDashboard.Overview;

/// <summary>Something that whoever begins does once.</summary>
/// <param name="Address">Where it is done.</param>
public sealed record FirstStep(string Text, string Address, bool IsDone);
