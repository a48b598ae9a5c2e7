using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Help;

namespace SecretsDashboard.Shell;

/// <summary>
/// Finds pages, projects, people and secrets by name, among what the person may see and nothing else, and help by title and heading. Of secrets
/// it reads keys and descriptions, of people names and addresses.
/// </summary>
internal sealed class PaletteReader(AccessGuard guard)
{
    /// <summary>What fits the text, by kind, the kind with the best first. Without a text: what one may do at the page, and where one may go.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="typed">The text.</param>
    /// <param name="at">The page they are at.</param>
    /// <param name="chosen">The name of an action that asks for its project: only where it may be done is found. Null: none was chosen.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">The session ended.</exception>
    public Task<IReadOnlyList<PaletteGroup>> FindAsync(Caller caller, string typed, string at, string? chosen, CancellationToken cancellationToken) =>
        guard.ReadAsync<IReadOnlyList<PaletteGroup>>(caller, Permission.UseInstance, null, async deed =>
        {
            var text = new PaletteText(typed);
            if (text.IsTooLong)
            {
                return [];
            }
            var house = await HouseReader.ReadAsync(deed, cancellationToken);
            if (chosen is not null)
            {
                var places = PaletteGroup.Of("In which project", "folder", text, PaletteActions.Where(house, chosen));
                return places.Items.Count > 0 ? [places] : [];
            }
            var actions = PaletteGroup.Of("Actions", "act", text, PaletteActions.Of(house, text, at, deed.May(Permission.CreateProject)));
            PaletteGroup[] found = [Pages(house, text), await ProjectsAsync(deed, house, text, cancellationToken), await PeopleAsync(deed, house, text, cancellationToken), await SecretsAsync(deed, house, text, cancellationToken)];
            // of what fits as well, things come before what is done to them
            PaletteGroup[] groups = text.IsEmpty ? [actions, .. found] : [.. found, actions, HelpOn(text)];
            return [.. groups.Where(group => group.Items.Count > 0).OrderBy(group => group.Best)];
        }, cancellationToken);

    private static PaletteGroup Pages(House house, PaletteText text)
    {
        var pages = house.Pages.Select(page => new PaletteItem(page.Name, "", page.Address));
        var tabs = house.AllProjects.SelectMany(project => project.Tabs.Select(tab => new PaletteItem($"{project.Name} · {tab.Name}", "", tab.Address)))
            .Where(tab => !house.Pages.Any(page => page.Address == tab.Address));
        PaletteItem[] own = [new("Your account", "Password, second factor, sessions", "/account"), new("Help", "First steps, snippets, what to do when something does not work", "/help")];
        // the tabs of all projects at once would tell nobody anything; without a text the pages are all there is to go to
        return text.IsEmpty ? PaletteGroup.Of("Pages", "audit", text, [.. pages, .. own], int.MaxValue) : PaletteGroup.Of("Pages", "audit", text, pages.Concat(own).Concat(tabs));
    }

    // help never comes before what it is about
    private static PaletteGroup HelpOn(PaletteText text)
    {
        var found = PaletteGroup.Of("Help", "help", text, HelpBook.Pages.SelectMany(page => page.Sections
            .Select(section => new PaletteItem(section.Name, page.Title, $"{page.Address}#{section.Anchor}")).Prepend(new PaletteItem(page.Title, page.Summary, page.Address))));
        return found with { Best = Math.Max(found.Best, PaletteText.Elsewhere) };
    }

    // who may join the others finds them too, and where to join them
    private static async Task<PaletteGroup> ProjectsAsync(Deed deed, House house, PaletteText text, CancellationToken cancellationToken)
    {
        var own = house.Projects.Select(project => new PaletteItem(project.Name, project.Project, project.Address));
        if (text.IsEmpty || !deed.May(Permission.JoinProject))
        {
            return PaletteGroup.Of("Projects", "folder", text, own);
        }
        var others = await OwnProjects.OthersOf(deed.Db, deed.ActorId)
            .Select(project => new PaletteItem(project.Name, project.Slug + " · not joined yet", "/projects")).ToListAsync(cancellationToken);
        return PaletteGroup.Of("Projects", "folder", text, own.Concat(others));
    }

    // who manages people sees all of them; everybody else those they work with, in the first project they share
    private static async Task<PaletteGroup> PeopleAsync(Deed deed, House house, PaletteText text, CancellationToken cancellationToken)
    {
        if (text.IsEmpty)
        {
            return PaletteGroup.Of("People", "people", text, []);
        }
        var db = deed.Db;
        var mine = db.Memberships.Where(membership => membership.UserId == deed.ActorId).Join(db.Projects, membership => membership.ProjectId, project => project.Id, (_, project) => project);
        var people = await db.Users.Select(user => new
        {
            user.Name,
            user.Email,
            Project = mine.Where(project => db.Memberships.Any(membership => membership.ProjectId == project.Id && membership.UserId == user.Id)).Min(project => project.Slug),
        }).Where(person => house.ManagesPeople || person.Project != null).OrderBy(person => person.Name).ToListAsync(cancellationToken);
        return PaletteGroup.Of("People", "people", text, people.Select(person => new PaletteItem(person.Name, person.Email ?? "",
            house.ManagesPeople ? $"/members?search={Uri.EscapeDataString(person.Email ?? "")}" : $"{ProjectAddress.Of(person.Project!)}/members")));
    }

    private static async Task<PaletteGroup> SecretsAsync(Deed deed, House house, PaletteText text, CancellationToken cancellationToken)
    {
        if (text.IsEmpty)
        {
            return new PaletteGroup("Secrets", "key", [], int.MaxValue, HasMore: false);
        }
        var (key, beginning, part) = (text.AsKey, LikePattern.StartingWith(text.AsKey), LikePattern.Containing(text.InKey));
        var (lower, upper) = LikePattern.ContainingInAnyCase(text.Text);
        var own = OwnProjects.Of(deed.Db, deed.ActorId);
        // one run through the table in its own order, and the projects of what fits alone: by projects each row would be fetched by itself
        var matching = deed.Db.Secrets
            .Where(secret => EF.Functions.Like(secret.FoldedKey, part, LikePattern.Escape) || EF.Functions.Like(secret.Description, lower, LikePattern.Escape)
                || EF.Functions.Like(secret.Description, upper, LikePattern.Escape))
            .Where(secret => own.Any(project => project.Id == secret.ProjectId));
        var ranked = matching.Join(deed.Db.Projects, secret => secret.ProjectId, project => project.Id, (secret, project) => new
        {
            secret.Key,
            secret.FoldedKey,
            secret.Description,
            project.Slug,
            project.Kind,
            Rank = secret.FoldedKey == key ? PaletteText.Exact
                    : EF.Functions.Like(secret.FoldedKey, beginning, LikePattern.Escape) ? PaletteText.Beginning
                    : EF.Functions.Like(secret.FoldedKey, part, LikePattern.Escape) ? PaletteText.Part
                    : PaletteText.Elsewhere,
        })
            .OrderBy(row => row.Rank).ThenBy(row => row.FoldedKey).ThenBy(row => row.Slug).AsQueryable();
        var projects = house.AllProjects.ToDictionary(project => project.Project);
        List<PaletteItem> items = [];
        var best = int.MaxValue;
        await foreach (var row in (text.IsAscii ? ranked.Take(PaletteGroup.Most + 1) : ranked).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.Rank == PaletteText.Elsewhere && !text.IsIn(row.Description))
            {
                continue; // another letter stood where the pattern had none
            }
            if (items.Count == PaletteGroup.Most)
            {
                return new PaletteGroup("Secrets", "key", items, best, HasMore: true);
            }
            best = Math.Min(best, row.Rank);
            var project = projects[ProjectAddress.NameOf(row.Kind, row.Slug)];
            items.Add(new PaletteItem(row.Key, row.Description == "" ? project.Name : $"{project.Name} · {ShownText.Of(row.Description)}", $"{project.Address}?secret={row.Key}"));
        }
        return new PaletteGroup("Secrets", "key", items, best, HasMore: false);
    }
}
