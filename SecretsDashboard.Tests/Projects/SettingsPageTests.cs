using Bunit;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Projects;

/// <summary>A project's settings: name, key style, ends, environments and its end, for Managers.</summary>
public sealed class SettingsPageTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        SignIn(manager);
    }

    [Fact]
    public async Task Page_ForAnEditor_ExplainsAndOffersNothing()
    {
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = RenderPage();

        screen.Heading("Only managers change a project");
        Assert.Empty(screen.FindAll("button, input, select"));
    }

    [Fact]
    public void Environment_Protected_SaysSoUntilItIsLifted()
    {
        var screen = RenderPage();
        Assert.False(screen.Field("Protected: Production").HasAttribute("checked"));

        screen.Field("Protected: Production").Change(true);
        screen.WaitForAssertion(() => Assert.True(screen.Field("Protected: Production").HasAttribute("checked")));
        Assert.Contains("Production is protected: only managers change its values", Notices);
        screen.Field("Protected: Production").Change(false);

        screen.WaitForAssertion(() => Assert.False(screen.Field("Protected: Production").HasAttribute("checked")));
    }

    [Fact]
    public async Task General_Saved_IsStoredAndTold()
    {
        var screen = RenderPage();
        Assert.Equal("Bot", screen.Field("Name").GetAttribute("value"));

        screen.Field("Name").Change("Robot");
        Assert.Equal("False", screen.Field("Key style").GetAttribute("value"));
        screen.Field("Key style").Change("True");
        screen.Field("Show first and last characters").Change(true);
        screen.FindAll("form")[0].Submit();

        screen.WaitForAssertion(() => Assert.Equal(["Settings saved"], Notices));
        Assert.Equal(("Robot", true, true), await Database.ReadAsync(db => db.Projects.Select(row => ValueTuple.Create(row.Name, row.AllowLowerCaseKeys, row.ShowEnds)).SingleAsync()));
    }

    [Fact]
    public async Task General_ChangedByAnotherMeanwhile_KeepsWhatWasLeftAlone()
    {
        await Database.Get<ProjectStore>().ChangeAsync(manager, "bot", null, null, true, CancellationToken.None);
        var screen = RenderPage();
        await Database.Get<ProjectStore>().ChangeAsync(manager, "bot", null, true, false, CancellationToken.None);

        screen.Field("Name").Change("Robot");
        screen.FindAll("form")[0].Submit();

        screen.WaitForAssertion(() => Assert.Equal(["Settings saved"], Notices));
        Assert.Equal(("Robot", true, false), await Database.ReadAsync(db => db.Projects.Select(row => ValueTuple.Create(row.Name, row.AllowLowerCaseKeys, row.ShowEnds)).SingleAsync()));
        Assert.Equal("True", screen.Field("Key style").GetAttribute("value"));
    }

    [Fact]
    public async Task General_NoName_SaysSoAndStoresNothing()
    {
        var screen = RenderPage();

        screen.Field("Name").Change(" ");
        screen.FindAll("form")[0].Submit();

        screen.WaitForAssertion(() => Assert.Contains("Name is required", screen.Markup, StringComparison.Ordinal));
        Assert.Equal("true", screen.Field("Name").GetAttribute("aria-invalid"));
        Assert.Equal("Bot", await Database.ReadAsync(db => db.Projects.Select(row => row.Name).SingleAsync()));
    }

    [Fact]
    public void Environments_Added_StandsLastAndTheFieldIsEmptyAgain()
    {
        var screen = RenderPage();

        screen.Field("New environment").Change("Review");
        screen.FindAll("form").Single(form => form.Contains(screen.Button("Add environment"))).Submit();

        screen.WaitForAssertion(() => Assert.True(screen.HasButton("Remove Review")));
        Assert.Equal(["Review added"], Notices);
        Assert.Equal("", screen.Field("New environment").GetAttribute("value") ?? "");
    }

    [Fact]
    public void Environments_AddedTwice_SaysSo()
    {
        var screen = RenderPage();

        screen.Field("New environment").Change("staging");
        screen.FindAll("form").Single(form => form.Contains(screen.Button("Add environment"))).Submit();

        screen.WaitForAssertion(() => Assert.Contains("An environment with this name already exists", screen.Markup, StringComparison.Ordinal));
        Assert.Equal(3, screen.FindAll("li").Count);
    }

    [Fact]
    public void Environments_Renamed_ShowsTheNewName()
    {
        var screen = RenderPage();

        screen.Button("Rename Staging").Click();
        Assert.Equal("Staging", screen.Field("New name for Staging").GetAttribute("value"));
        screen.Field("New name for Staging").Change("Rehearsal");
        screen.FindAll("li form").Single().Submit();

        screen.WaitForAssertion(() => Assert.True(screen.HasButton("Rename Rehearsal")));
        Assert.Equal(["Development development", "Rehearsal staging", "Production production"], Names(screen));
    }

    [Fact]
    public void Environments_Moved_ChangeTheirOrder()
    {
        var screen = RenderPage();
        Assert.True(screen.Button("Move Development up").HasAttribute("disabled"));
        Assert.True(screen.Button("Move Production down").HasAttribute("disabled"));

        screen.Button("Move Production up").Click();

        screen.WaitForAssertion(() => Assert.Equal(["Development development", "Production production", "Staging staging"], Names(screen)));
    }

    [Fact]
    public async Task Environments_Removed_SaysWhatItCostsFirst()
    {
        await Given.SecretAsync(manager, "ONLY", ("staging", "one"));
        await Given.SecretAsync(manager, "BOTH", ("staging", "one"), ("production", "one"));
        await Given.TokenAsync(manager, "bot", "web", "staging");
        var screen = RenderPage();

        screen.Button("Remove Staging").Click();

        var dialog = screen.Dialog("Remove Staging");
        Assert.Equal("alertdialog", dialog.GetAttribute("role"));
        Assert.Contains("2 secrets have a value in Staging.", Screen.TextOf(dialog), StringComparison.Ordinal);
        Assert.Contains("1 of these secrets has a value nowhere else and is deleted altogether.", Screen.TextOf(dialog), StringComparison.Ordinal);
        Assert.Contains("1 token is revoked: the program that uses it is refused from then on.", Screen.TextOf(dialog), StringComparison.Ordinal);
        Assert.True(screen.Button("Cancel").HasAttribute("data-autofocus"));
        screen.Button("Remove").Click();
        screen.WaitForAssertion(() => Assert.False(screen.HasDialog()));
        Assert.Equal(["Development development", "Production production"], Names(screen));
        Assert.Equal("BOTH", await Database.ReadAsync(db => db.Secrets.Select(row => row.Key).SingleAsync()));
    }

    [Fact]
    public async Task Environments_RemovedWhereMoreGoesWithIt_ShowsThatFirst()
    {
        var screen = RenderPage();
        screen.Button("Remove Staging").Click();
        Assert.Contains("No secret has a value in Staging.", Screen.TextOf(screen.Dialog("Remove Staging")), StringComparison.Ordinal);
        await Given.SecretAsync(manager, "ONLY", ("staging", "one"));

        screen.Button("Remove").Click();

        screen.WaitForAssertion(() => Assert.Contains("1 secret has a value in Staging.", Screen.TextOf(screen.Dialog("Remove Staging")), StringComparison.Ordinal));
        Assert.Equal(3, Names(screen).Count());
        screen.Button("Remove").Click();
        screen.WaitForAssertion(() => Assert.False(screen.HasDialog()));
    }

    [Fact]
    public async Task Delete_SlugTyped_DeletesAndGoesToTheProjects()
    {
        var screen = RenderPage();
        screen.Button("Delete project").Click();
        var dialog = screen.Dialog("Delete project");
        Assert.Equal("alertdialog", dialog.GetAttribute("role"));

        screen.Field("Type bot to confirm").Input("wrong");
        screen.Find("dialog form").Submit();
        screen.WaitForAssertion(() => Assert.Equal("Type bot to confirm", Screen.TextOf(screen.Find("dialog [role=alert]"))));
        screen.Field("Type bot to confirm").Input("bot");
        screen.Find("dialog form").Submit();

        screen.WaitForAssertion(() => Assert.Equal("/projects", Address));
        Assert.Equal(["Bot deleted"], Notices);
        Assert.Equal(0, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Fact]
    public async Task Page_OfSomebodyElsesProject_IsRefused()
    {
        SignIn(await Callers.OwnerAsync());

        Assert.Throws<AccessDeniedException>(RenderPage);
    }

    private IRenderedComponent<SettingsPage> RenderPage() => Render<SettingsPage>(parameters => parameters.Add(page => page.Project, "bot"));

    private static IEnumerable<string> Names(IRenderedComponent<SettingsPage> screen) => screen.FindAll("li .name").Select(Screen.TextOf);
}
