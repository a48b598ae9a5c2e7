using Microsoft.AspNetCore.Components;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// How a project is named and where its pages are. Stores know a team's project by its slug, a person's own and the organization's by
/// their address, which no slug can be. Who makes or reads an address of a project asks here.
/// </summary>
internal static class ProjectAddress
{
    /// <summary>The secrets of the person who says it.</summary>
    public const string Personal = "/personal";

    /// <summary>What the organization shares.</summary>
    public const string Shared = "/shared";

    private const string Projects = "projects";

    /// <summary>What the routes of a project's pages and endpoints begin with.</summary>
    public static IReadOnlyList<string> Routes { get; } = [$"/{Projects}/{{project}}", Personal, Shared];

    /// <summary>Where the project's pages are, by its name.</summary>
    public static string Of(string project) => project.StartsWith('/') ? project : $"/{Projects}/{project}";

    /// <summary>The name of the project to which a page or endpoint belongs; null: to none.</summary>
    public static string? At(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var first, ..] when Is(first, Personal[1..]) => Personal,
        [var first, ..] when Is(first, Shared[1..]) => Shared,
        [var first, var slug, ..] when Is(first, Projects) => slug,
        _ => null,
    };

    /// <inheritdoc cref="At(string)"/>
    public static string? At(NavigationManager navigation) => At(new Uri(navigation.Uri).AbsolutePath);

    /// <summary>The name of a project that was read.</summary>
    public static string NameOf(ProjectKind kind, string slug) => kind switch
    {
        ProjectKind.Personal => Personal,
        ProjectKind.Organization => Shared,
        _ => slug,
    };

    /// <summary>What a project is called in the audit log, in a program's answer and in a file's name: its slug, <c>personal</c> or <c>shared</c>.</summary>
    public static string LabelOf(string project) => project.TrimStart('/');

    /// <inheritdoc cref="LabelOf(string)"/>
    public static string LabelOf(Project project) => LabelOf(NameOf(project.Kind, project.Slug));

    /// <summary>May a new team's project not have this slug? The log would call two projects the same.</summary>
    public static bool IsTaken(string slug) => $"/{slug}" is Personal or Shared;

    // as routes are compared
    private static bool Is(string part, string word) => string.Equals(part, word, StringComparison.OrdinalIgnoreCase);
}
