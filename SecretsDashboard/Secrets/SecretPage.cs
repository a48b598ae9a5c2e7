namespace SecretsDashboard.Secrets;

/// <summary>One page of the table, how many match in all, and how many the project has.</summary>
public sealed record SecretPage(SecretMatrix Matrix, IReadOnlyList<SecretListItem> Items, int Matching, int InProject);
