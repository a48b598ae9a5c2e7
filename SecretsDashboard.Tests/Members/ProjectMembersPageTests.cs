using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
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
        Assert.Equal(["Adam Admin", "Viewer Person You"], screen.Rows().Select(row => row[0]));
        Assert.Empty(screen.FindAll("button:not(.more)"));
    }

    [Fact]
    public void Page_ForAManager_NamesEachButtonAndItsTooltip()
    {
        var screen = RenderPage();

        Assert.Equal("Adam Admin You", screen.Rows().Single()[0]);
        Assert.Equal("Change role", screen.Button("Change role of Adam Admin").GetAttribute("title"));
        Assert.Equal("Leave project", screen.Button("Remove Adam Admin").GetAttribute("title"));
    }

    [Fact]
    public async Task SearchAndRole_InTheAddress_LeaveTheOthersOut()
    {
        await Callers.EditorOfAsync("bot");
        await Callers.ViewerOfAsync("bot");
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects/bot/members?search=PERSON&role=Editor");

        var screen = RenderPage();

        Assert.Equal(["Editor Person"], screen.Rows().Select(row => row[0]));
        Assert.Equal("1 of 3 members", Screen.TextOf(screen.Find(".counted")));
        screen.Field("Filter by role").Change("Manager");
        screen.WaitForAssertion(() => screen.Heading("Nobody matches"));
        screen.Button("Show everybody").Click();
        screen.WaitForAssertion(() => Assert.Equal(3, screen.Rows().Count));
    }

    [Fact]
    public void Roles_WhatTheyMean_IsSaidOnce()
    {
        var screen = RenderPage();

        Assert.Equal(["Manager", "Editor", "Viewer"], screen.FindAll(".roles dt").Select(Screen.TextOf));
        Assert.DoesNotContain("Changes everything", screen.Find("table").TextContent, StringComparison.Ordinal);
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
        screen.Field("Person").Input("nobody");
        Assert.Contains("Nobody outside this project", Screen.TextOf(screen.Dialog("Add member")), StringComparison.Ordinal);
        screen.Field("Person").Input("mia MEM");
        screen.Find("[role=group] input").Change(true);
        screen.Field("Role").Change("Viewer");
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal(["Adam Admin You", "Mia Member"], screen.Rows().Select(row => row[0])));
        Assert.StartsWith("Viewer", screen.Rows()[1][2], StringComparison.Ordinal);
        Assert.False(screen.HasDialog());
        Assert.Equal(["Mia Member added"], Notices);
    }

    [Fact]
    public async Task AddMember_Several_AreAllInTheTable()
    {
        await Callers.MemberAsync();
        await Callers.OwnerAsync();
        var screen = RenderPage();
        screen.Button("Add member").Click();
        for (var each = 0; each < 2; each++)
        {
            screen.FindAll("[role=group] input")[each].Change(true);
        }
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal(["Adam Admin You", "Mia Member", "Olga Owner"], screen.Rows().Select(row => row[0])));
        Assert.Equal(["2 people added"], Notices);
    }

    [Fact]
    public async Task AddMember_TypedAndEnter_AddsTheOnlyOneItFits()
    {
        await Callers.MemberAsync();
        await Callers.OwnerAsync();
        var screen = RenderPage();
        screen.Button("Add member").Click();

        screen.Field("Person").Input("mia");
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal(["Mia Member added"], Notices));
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
        Assert.Contains("tokens they made go on working", Screen.TextOf(screen.Dialog("Remove member")), StringComparison.Ordinal);
        screen.Button("Remove").Click();

        screen.WaitForAssertion(() => Assert.Equal(["Adam Admin You"], screen.Rows().Select(row => row[0])));
        Assert.Equal(["Editor Person removed"], Notices);
    }

    [Fact]
    public async Task RemoveAndChangeRole_OfOneself_SpeakToThePerson()
    {
        await Callers.JoinAsync(await Callers.MemberAsync(), "bot", ProjectRole.Manager);
        var screen = RenderPage();

        screen.Button("Change role of Adam Admin").Click();
        Assert.Contains("The new role holds at once", Screen.TextOf(screen.Dialog("Change role")), StringComparison.Ordinal);
        screen.Dialog("Change role").TriggerEvent("onclose", EventArgs.Empty);
        screen.Button("Remove Adam Admin").Click();
        Assert.Contains("Leave this project? You see nothing of it any more, at once", Screen.TextOf(screen.Dialog("Leave project")), StringComparison.Ordinal);
        screen.Button("Leave").Click();

        screen.WaitForAssertion(() => Assert.Equal("/projects", Address));
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(manager.UserId, manager.SessionId, CancellationToken.None));
        Assert.False(await Database.ReadAsync(db => db.Memberships.AnyAsync(row => row.UserId == manager.UserId)));
    }

    /// <summary>What the field describes itself by, where that says something.</summary>
    private static IEnumerable<string> MessagesAt(IRenderedComponent<ProjectMembersPage> screen, string label) =>
        screen.Field(label).GetAttribute("aria-describedby")!.Split(' ').Select(id => Screen.TextOf(screen.Find($"#{id}"))).Where(text => text != "");

    private IRenderedComponent<ProjectMembersPage> RenderPage() => Render<ProjectMembersPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
