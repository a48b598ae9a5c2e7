namespace SecretsDashboard.Shell;

/// <summary>How much a project has: secrets, tokens that work, people. Null: it has no such tab.</summary>
public sealed record HouseCounts(int Secrets, int? Tokens, int? Members);
