using SecretsDashboard.Data;

namespace SecretsDashboard.Tokens;

/// <summary>What the tokens page shows.</summary>
/// <param name="Kind">Whose project it is.</param>
/// <param name="Name">The project's name.</param>
/// <param name="Environments">Slug and name, in the project's order.</param>
/// <param name="Tokens">Live ones first, then the newest.</param>
/// <param name="CanManage">The person may see, mint and revoke; else the lists are empty.</param>
public sealed record TokenPage(ProjectKind Kind, string Name, IReadOnlyList<(string Slug, string Name)> Environments, IReadOnlyList<TokenListItem> Tokens, bool CanManage);
