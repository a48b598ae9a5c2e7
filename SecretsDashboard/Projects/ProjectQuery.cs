using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Attention;

namespace SecretsDashboard.Projects;

/// <summary>Which projects to list, in which order. It stands in the page's address; parts of an address that it does not understand are left out.</summary>
public sealed record ProjectQuery
{
    public string Search { get; init; } = "";
    public ProjectOrder Order { get; init; } = ProjectOrder.Name;

    /// <summary>The other way round than one would begin: names from Z, the oldest change, the fewest.</summary>
    public bool Reversed { get; init; }

    /// <summary>What an address asks for.</summary>
    public static ProjectQuery Read(Uri address)
    {
        var fields = QueryHelpers.ParseQuery(address.Query);
        return new ProjectQuery
        {
            Search = fields.TryGetValue("search", out var search) && search.ToString() is { Length: <= 200 } text ? text : "",
            Order = fields.TryGetValue("sort", out var sort) ? Enum.GetValues<ProjectOrder>().FirstOrDefault(each => string.Equals($"{each}", sort, StringComparison.OrdinalIgnoreCase)) : ProjectOrder.Name,
            Reversed = fields.TryGetValue("order", out var order) && order == "reversed",
        };
    }

    /// <summary>The page's address with this question.</summary>
    public string Address => QueryHelpers.AddQueryString("/projects", new Dictionary<string, string?>
    {
        ["search"] = Search == "" ? null : Search,
        ["sort"] = Order == ProjectOrder.Name ? null : $"{Order}".ToLowerInvariant(),
        ["order"] = Reversed ? "reversed" : null,
    });

    /// <summary>Those that it asks for, in its order.</summary>
    public IReadOnlyList<ProjectCardItem> Of(IEnumerable<ProjectCardItem> projects)
    {
        var found = projects.Where(project => project.Name.Contains(Search.Trim(), StringComparison.CurrentCultureIgnoreCase) || project.Address[(project.Address.LastIndexOf('/') + 1)..].Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase));
        var sorted = Order switch
        {
            ProjectOrder.Changed => found.OrderByDescending(project => project.LastChange),
            ProjectOrder.Secrets => found.OrderByDescending(project => project.Secrets),
            ProjectOrder.Missing => found.OrderByDescending(project => project.Missing),
            _ => found.OrderBy(project => project.Name, StringComparer.OrdinalIgnoreCase),
        };
        return Reversed ? [.. sorted.Reverse()] : [.. sorted];
    }
}
