using Microsoft.EntityFrameworkCore;

namespace SecretsDashboard.Access;

/// <summary>To which projects what the organization shares is delivered, for everybody who sees it: names of projects they may know, and a count.</summary>
/// <param name="All">Every team's project.</param>
/// <param name="Count">How many are chosen.</param>
/// <param name="Names">The names of those that the person may know, by name.</param>
/// <param name="CanChange">The person chooses.</param>
public sealed record SharingList(bool All, int Count, IReadOnlyList<string> Names, bool CanChange)
{
    private const int Named = 5;

    /// <summary>Such as "Delivered to 3 projects: Bot, Shop and 1 more".</summary>
    public string Text => (All, Count) switch
    {
        (true, _) => "Delivered to all team projects",
        (_, 0) => "Delivered to no project",
        (_, 1) => $"Delivered to 1 project{Known}",
        _ => $"Delivered to {Count:N0} projects{Known}",
    };

    private string Known
    {
        get
        {
            List<string> parts = [.. Names.Take(Named)];
            var (more, foreign) = (Names.Count - parts.Count, Count - Names.Count);
            if (parts.Count == 0)
            {
                return " that you are not in";
            }
            if (more + foreign > 0)
            {
                parts.Add(more > 0 ? $"{more + foreign:N0} more" : $"{foreign:N0} that you are not in");
            }
            return $": {(parts is [.. var first, var last] && first.Count > 0 ? $"{string.Join(", ", first)} and {last}" : parts[0])}";
        }
    }

    /// <summary>Reads it within a deed in the organization's project.</summary>
    internal static async Task<SharingList> ReadAsync(Deed deed, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        var own = OwnProjects.Of(db, deed.ActorId);
        // who looks after what is shared may join any project, and knows their names
        var knowsAll = deed.May(Permission.ManageProject);
        var chosen = await db.ChosenProjects.Join(db.Projects, row => row.ProjectId, project => project.Id, (_, project) => project)
            .Select(project => new { project.Name, IsKnown = knowsAll || own.Any(each => each.Id == project.Id) }).ToListAsync(cancellationToken);
        return new SharingList(deed.Project.DeliversToAll, chosen.Count,
            [.. chosen.Where(project => project.IsKnown).Select(project => project.Name).Order(StringComparer.CurrentCultureIgnoreCase)], deed.May(Permission.ChooseReceivers));
    }
}
