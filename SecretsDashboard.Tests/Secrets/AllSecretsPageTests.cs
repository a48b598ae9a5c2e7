using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The page of all secrets: what it shows, where its rows lead, and that its address says what is asked for.</summary>
public sealed class AllSecretsPageTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        Assert.Null((await Database.Get<ProjectStore>().CreateAsync(manager, new ProjectForm { Name = "Zoo", Slug = "zoo" }, CancellationToken.None)).Problem);
        SignIn(manager);
    }

    [Fact]
    public void Empty_LeadsToThePlacesForThem()
    {
        var screen = RenderPage();

        screen.Heading("No secrets yet");
        Assert.Equal(["/projects", "/personal"], screen.FindAll("section a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Rows_SayTheProjectAndWhatIsMissing_AndLeadToThePanel()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush-one"), ("staging", "hush-two"), ("production", "hush-three"));
        await Given.SecretInAsync(manager, "zoo", "TOKEN", ("development", "hush-four"));

        var screen = RenderPage();

        Assert.Equal(["Key", "Project", "Description", "Type", "Values", "Changed", "Delivered", "Created"], screen.Columns());
        Assert.Equal(
            [["API_KEY", "Bot", "", "API key", "Set everywhere", "Adam Admin", "Never", "Adam Admin"], ["TOKEN", "Zoo", "", "Token", "Not set: Staging, Production", "Adam Admin", "Never", "Adam Admin"]],
            screen.Rows());
        Assert.Equal(["/projects/bot?secret=API_KEY", "/projects/zoo?secret=TOKEN"], screen.FindAll("tbody a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["set", "unset", "unset"], screen.FindAll(".marks")[1].Children.Select(mark => mark.ClassName));
        Assert.DoesNotContain("hush", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choices_StandInTheAddress_AndAreFollowed()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Given.SecretInAsync(manager, "zoo", "BOT_TOKEN", ("production", "one"));
        var screen = RenderPage();

        screen.Field("Filter by project").Change("zoo");
        screen.WaitForAssertion(() => Assert.Equal(["BOT_TOKEN"], Keys(screen)));
        Assert.Contains("1 of 2", screen.Markup, StringComparison.Ordinal);
        screen.Field("Filter by missing value").Change("production");
        screen.WaitForAssertion(() => screen.Heading("No secret matches"));
        Assert.Equal("/secrets?missing=production&project=zoo", PathAndQuery);
        screen.Button("Show all secrets").Click();
        screen.WaitForAssertion(() => Assert.Equal(["API_KEY", "BOT_TOKEN"], Keys(screen)));
        screen.Button("Project").Click();
        screen.Button("Project").Click();
        screen.WaitForAssertion(() => Assert.Equal(["BOT_TOKEN", "API_KEY"], Keys(screen)));
        Assert.Equal("/secrets?sort=project&order=down", PathAndQuery);
        // Back, or a link to this page
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/secrets?type=token");
        screen.WaitForAssertion(() => Assert.Equal(["BOT_TOKEN"], Keys(screen)));
    }

    [Fact]
    public async Task Pages_MoreThanFifty_AreTurned_AndOneThatIsGoneIsLeft()
    {
        for (var number = 0; number < 51; number++)
        {
            await Given.SecretAsync(manager, $"KEY_{number:D2}", ("development", "one"));
        }
        var screen = RenderPage();

        screen.Button("Next page").Click();
        screen.WaitForAssertion(() => Assert.Equal(["KEY_50"], Keys(screen)));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/secrets?page=9");

        screen.WaitForAssertion(() => Assert.Equal("/secrets?page=2", PathAndQuery));
        screen.WaitForAssertion(() => Assert.Equal(["KEY_50"], Keys(screen)));
    }

    private string PathAndQuery => new Uri(Services.GetRequiredService<BunitNavigationManager>().Uri).PathAndQuery;

    private static IEnumerable<string> Keys(IRenderedComponent<AllSecretsPage> screen) => screen.Rows().Select(row => row[0]);

    private IRenderedComponent<AllSecretsPage> RenderPage()
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/secrets");
        return Render<AllSecretsPage>();
    }
}
