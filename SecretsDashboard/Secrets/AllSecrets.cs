namespace SecretsDashboard.Secrets;

/// <summary>One page of the secrets of all projects, how many match, and how many there are.</summary>
/// <param name="Projects">All of the person's, also those of which nothing is on the page.</param>
/// <param name="Environments">Of these projects, those of one slug once, with the name it has most often.</param>
public sealed record AllSecrets(
    IReadOnlyList<SecretHome> Projects, IReadOnlyList<(string Slug, string Name)> Environments, IReadOnlyList<PlacedSecret> Items, int Matching, int InAll);
