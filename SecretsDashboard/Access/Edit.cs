namespace SecretsDashboard.Access;

/// <summary>Something that lists show was changed. It says by whom and how many of what, and nothing of what is there.</summary>
/// <param name="Project">The project as <see cref="ProjectAddress"/> names it; null: it was the instance.</param>
/// <param name="Owner">Whose personal project it is.</param>
/// <param name="Actor">Who did it: a person or a program.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Kind">What was changed, as the audit log says it before the dot: <c>secret</c>, <c>token</c>, <c>member</c>, <c>person</c>, <c>invitation</c>, <c>attention</c>.</param>
internal sealed record Edit(string? Project, Guid? Owner, Guid Actor, string Name, string Kind, int Count);
