namespace SecretsDashboard.Overview;

/// <summary>What a person's projects come to, in numbers.</summary>
/// <param name="Secrets">In all projects they see.</param>
/// <param name="Projects">Those projects.</param>
/// <param name="Programs">Tokens with which a program received something in the last 24 hours.</param>
/// <param name="Tokens">Tokens that work.</param>
/// <param name="Changes">What people and programs changed in the last seven days.</param>
/// <param name="ChangesBefore">The same in the seven days before.</param>
/// <param name="Ending">Tokens that end within fourteen days.</param>
/// <param name="NextEnd">When the first of them does; null: none.</param>
public sealed record OverviewFigures(int Secrets, int Projects, int Programs, int Tokens, long Changes, long ChangesBefore, int Ending, DateTime? NextEnd);
