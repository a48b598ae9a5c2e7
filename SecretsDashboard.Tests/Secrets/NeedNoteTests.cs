using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Saying that a value is not needed: in the panel, and where one would set it in the table.</summary>
public sealed class NeedNoteTests : ComponentTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "synthetic"));
        SignIn(manager);
    }

    [Fact]
    public void Panel_NotNeededHere_IsSaidAndUndone()
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects/bot?secret=API_KEY");
        var screen = Open();

        screen.WaitForElements(".places .need button")[0].Click();

        screen.WaitForAssertion(() => Assert.Equal(["Set", "Not needed", "Not set"], screen.FindAll(".places .state").Select(Screen.TextOf)));
        Assert.Equal(["API_KEY is not needed in Staging"], Notices);
        Assert.Equal("Not needed", Screen.TextOf(screen.Find("td.spared")));

        screen.Button("Needed after all").Click();

        screen.WaitForAssertion(() => Assert.Equal(["Set", "Not set", "Not set"], screen.FindAll(".places .state").Select(Screen.TextOf)));
    }

    [Fact]
    public async Task Table_NotSet_CanBeMarkedInsteadOfFilled()
    {
        var screen = Open();
        screen.Button("Not set: set API_KEY in Production").Click();
        screen.Dialog("Edit Secret");

        screen.Button("Not needed here").Click();

        screen.WaitForAssertion(() => screen.Button("Not needed: set API_KEY in Production"));
        Assert.Empty(screen.FindAll("dialog"));
        Assert.Equal(1, await Database.ReadAsync(db => db.UnneededValues.CountAsync()));
    }

    private IRenderedComponent<SecretsPage> Open() => Render<SecretsPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
