using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>What somebody who joined came into, beside the instance: the projects of their invitation, and those that they were left out of.</summary>
/// <param name="Lines">What the log is told of it.</param>
/// <param name="Projects">Slugs of the projects they are in now, by the projects' names.</param>
/// <param name="LeftOut">Names of the projects that the person who invited them may no longer add anyone to.</param>
internal sealed record Admission(IReadOnlyList<AuditLine> Lines, IReadOnlyList<string> Projects, IReadOnlyList<string> LeftOut);
