namespace SecretsDashboard.Access;

/// <summary>
/// Cascades to a page of a project, and to those that list projects. A new one means that something there changed: the page reads again. It
/// says nothing itself.
/// </summary>
public sealed class ProjectNews;
