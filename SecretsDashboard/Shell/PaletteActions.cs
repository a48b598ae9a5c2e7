namespace SecretsDashboard.Shell;

/// <summary>What the palette does, besides finding: what the buttons of pages do, offered to whom they are shown. It does nothing by itself; the button is pressed.</summary>
internal static class PaletteActions
{
    private const string Add = "add";

    // what is done in a project: its name, what presses it, the tab where its button is, and who has that button
    private static readonly (string Name, string Act, string Tab, Func<HouseProject, bool> May)[] InProject =
    [
        ("Add Secret", Add, "", project => project.ChangesSecrets),
        ("Import .env", "import", "", project => project.ChangesSecrets),
        ("New token", Add, "/tokens", project => project.ReadsAudit),
    ];

    /// <summary>What one may do at the page: in its project; where there is none, or something was typed, in the others too.</summary>
    public static IEnumerable<PaletteItem> Of(House house, PaletteText text, string at, bool createsProjects)
    {
        var here = house.At(at);
        foreach (var (name, act, tab, may) in InProject)
        {
            var others = house.AllProjects.Where(project => project != here && may(project)).ToList();
            if (here is not null && may(here))
            {
                yield return new PaletteItem(name, here.Name, here.Address + tab, act);
            }
            else if (text.IsEmpty && others.Count > 0)
            {
                yield return new PaletteItem(name, "choose the project", "", name, Asks: true);
            }
            foreach (var other in text.IsEmpty ? [] : others)
            {
                yield return new PaletteItem(name, other.Name, other.Address + tab, act);
            }
        }
        if (house.ManagesPeople)
        {
            yield return new PaletteItem("Invite", "a person to this server", "/members", Add);
        }
        if (createsProjects)
        {
            yield return new PaletteItem("New project", "", "/projects", Add);
        }
        yield return new PaletteItem("Switch between light and dark", "Theme", "", "theme");
        yield return new PaletteItem("Keyboard shortcuts", "", "", "shortcuts");
        yield return new PaletteItem("Sign out", house.Email, "", "sign-out");
    }

    /// <summary>The projects in which what was chosen may be done.</summary>
    public static IEnumerable<PaletteItem> Where(House house, string chosen) =>
        InProject.Where(action => action.Name == chosen)
            .SelectMany(action => house.AllProjects.Where(action.May).Select(project => new PaletteItem(project.Name, project.IsTeam ? project.Project : "", project.Address + action.Tab, action.Act)));
}
