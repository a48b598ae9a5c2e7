using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>The members of a project on the page: everybody sees them, managers change them.</summary>
public sealed class ProjectMembersPageTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<ProjectMemberStore>());
        manager = await Given.ProjectAsync();
        SignIn(manager);
    }

    [Fact]
    public async Task Page_ForAViewer_ShowsMembersAndNoButton()
    {
        SignIn(await Callers.ViewerOfAsync("bot"));

        var screen = RenderPage();

        Assert.Equal(["Name", "Email", "Role"], screen.Columns());
        Assert.Equal(["Adam Admin", "Viewer Person"], screen.Rows().Select(row => row[0]));
        Assert.Empty(screen.FindAll("button"));
    }

    [Fact]
    public async Task AddMember_Person_IsInTheTable()
    {
        await Callers.MemberAsync();
        var screen = RenderPage();
        screen.Button("Add member").Click();
        var dialog = screen.Dialog("Add member");

        dialog.QuerySelector("form")!.Submit();
        screen.WaitForAssertion(() => Assert.Equal("true", screen.Field("Person").GetAttribute("aria-invalid")));
        Assert.Equal(["Choose a person"], MessagesAt(screen, "Person"));
        Assert.Single(JSInterop.Invocations["Blazor._internal.domWrapper.focus"]);
        screen.Field("Person").Change(screen.Field("Person").QuerySelectorAll("option")[1].GetAttribute("value")!);
        screen.Field("Role").Change("Viewer");
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal(["Adam Admin", "Mia Member"], screen.Rows().Select(row => row[0])));
        Assert.StartsWith("Viewer", screen.Rows()[1][2], StringComparison.Ordinal);
        Assert.False(screen.HasDialog());
        Assert.Equal(["Mia Member added"], Notices);
    }

    [Fact]
    public void AddMember_NobodyElse_SaysSo()
    {
        var screen = RenderPage();

        screen.Button("Add member").Click();

        Assert.Contains("Everybody of this instance is in the project already.", Screen.TextOf(screen.Dialog("Add member")), StringComparison.Ordinal);
    }

    [Fact]
    public void ChangeRole_OfTheLastManager_KeepsTheDialogAndSaysTheRule()
    {
        var screen = RenderPage();
        screen.Button("Change role of Adam Admin").Click();

        screen.Field("Role").Change("Viewer");
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Contains("A project needs at least one manager", Screen.TextOf(screen.Dialog("Change role")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Remove_Confirmed_TakesTheRowAway()
    {
        await Callers.EditorOfAsync("bot");
        var screen = RenderPage();

        screen.Button("Remove Editor Person").Click();
        screen.Dialog("Remove member");
        screen.Button("Remove").Click();

        screen.WaitForAssertion(() => Assert.Equal(["Adam Admin"], screen.Rows().Select(row => row[0])));
        Assert.Equal(["Editor Person removed"], Notices);
    }

    /// <summary>What the field describes itself by, where that says something.</summary>
    private static IEnumerable<string> MessagesAt(IRenderedComponent<ProjectMembersPage> screen, string label) =>
        screen.Field(label).GetAttribute("aria-describedby")!.Split(' ').Select(id => Screen.TextOf(screen.Find($"#{id}"))).Where(text => text != "");

    private IRenderedComponent<ProjectMembersPage> RenderPage() => Render<ProjectMembersPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
