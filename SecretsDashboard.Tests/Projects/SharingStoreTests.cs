using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Projects;

/// <summary>Which projects receive what is shared is the owners' choice: all of them, or the named ones and no other.</summary>
public sealed class SharingStoreTests : DatabaseTest
{
    private const string Shared = ProjectAddress.Shared;

    private Caller owner = null!;
    private Caller manager = null!;

    private SharingStore Store => Database.Get<SharingStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        manager = await Given.ProjectAsync();
        await Given.ProjectAsync("shop", "Shop");
        await Given.SecretInAsync(owner, Shared, "SMTP", ("production", "x"));
    }

    [Fact]
    public async Task New_DeliversToAll_AlsoToProjectsThatComeLater()
    {
        var late = await Given.ProjectAsync("late", "Late");

        Assert.Equal(["SMTP"], await KeysAsync(await Given.TokenAsync(late, "late", "web", "production")));
        var sharing = await Store.GetAsync(owner, None);
        Assert.True(sharing is { All: true, CanChange: true });
        Assert.Equal([("bot", false), ("late", false), ("shop", false)], sharing.Projects.Select(project => (project.Project, project.IsChosen)));
    }

    [Fact]
    public async Task Chosen_OnlyTheNamedReceive_WhateverEnvironmentsOthersAdd()
    {
        await Database.Get<EnvironmentStore>().AddAsync(owner, Shared, "Review", None);
        await Given.SecretInAsync(owner, Shared, "LICENCE", ("review", "x"));
        Assert.True((await Store.ChooseAsync(owner, null, false, ["shop"], None)).IsDone);

        // a project's manager cannot help themselves to it: neither by an environment nor by a project
        Assert.True((await Database.Get<EnvironmentStore>().AddAsync(manager, "bot", "Review", None)).IsDone);
        var late = await Given.ProjectAsync("late", "Late");
        Assert.Empty(await KeysAsync(await Given.TokenAsync(manager, "bot", "review", "review")));
        Assert.Empty(await KeysAsync(await Given.TokenAsync(manager, "bot", "web", "production")));
        Assert.Empty(await KeysAsync(await Given.TokenAsync(late, "late", "web", "production")));
        var shop = await Callers.ManagerOfAsync("shop");
        Assert.Equal(["SMTP"], await KeysAsync(await Given.TokenAsync(shop, "shop", "web", "production")));
        Assert.Equal([("bot", false), ("late", false), ("shop", true)], (await Store.GetAsync(owner, None)).Projects.Select(project => (project.Project, project.IsChosen)));
    }

    [Fact]
    public async Task Choose_WhatIsReached_HasANewRevisionAndNothingElse()
    {
        var shop = await Callers.ManagerOfAsync("shop");
        var (bot, shops, staging) = (await Given.TokenAsync(manager, "bot", "web", "production"), await Given.TokenAsync(shop, "shop", "web", "production"), await Given.TokenAsync(manager, "bot", "staging", "staging"));
        await Database.Get<EnvironmentStore>().AddAsync(manager, "bot", "Review", None);
        var review = await Given.TokenAsync(manager, "bot", "review", "review");
        var before = await RevisionsAsync();

        await Store.ChooseAsync(owner, null, false, ["shop"], None);
        var off = await RevisionsAsync();
        Assert.Equal([1, 1, 0, 0], off.Zip(before, (now, then) => now - then));
        Assert.Empty(await KeysAsync(bot));

        await Store.ChooseAsync(owner, null, true, [], None);
        Assert.Equal([1, 1, 0, 0], (await RevisionsAsync()).Zip(off, (now, then) => now - then));
        Assert.Equal(["SMTP"], await KeysAsync(bot));

        // bot and its staging, which the organization has too; not the shop, which keeps what it had, nor review, which it has not
        async Task<List<long>> RevisionsAsync()
        {
            List<long> revisions = [];
            foreach (var token in (TokenCaller[])[bot, staging, shops, review])
            {
                revisions.Add((await Database.Get<SecretResolver>().FindAsync(token, None)).Revision);
            }
            return revisions;
        }
    }

    [Fact]
    public async Task Choose_IsOnRecord_HereAndInEachProjectThatGainsOrLoses()
    {
        await Store.ChooseAsync(owner, null, false, ["shop"], None);
        await Store.ChooseAsync(owner, null, false, ["bot"], None);
        await Store.ChooseAsync(owner, null, false, ["bot"], None);
        await Store.ChooseAsync(owner, null, true, [], None);

        var lines = (await AuditAsync()).Select(AuditJson.Of).Where(line => line.Text("action")!.StartsWith("sharing.", StringComparison.Ordinal))
            .Select(line => (line.Text("action"), line.Text("project_name"), line.Text("target_name")));
        Assert.Equal(
        [
            ("sharing.chosen_projects", "shared", null),
            ("sharing.ended", "shared", "bot"), ("sharing.ended", "bot", "bot"),
            ("sharing.begun", "shared", "bot"), ("sharing.begun", "bot", "bot"),
            ("sharing.ended", "shared", "shop"), ("sharing.ended", "shop", "shop"),
            ("sharing.all_projects", "shared", null),
            ("sharing.begun", "shared", "shop"), ("sharing.begun", "shop", "shop"),
        ], lines);
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
    }

    [Fact]
    public async Task ChosenProject_Deleted_LeavesTheListOnRecord()
    {
        await Store.ChooseAsync(owner, null, false, ["bot", "shop"], None);
        Assert.True((await Database.Get<ProjectStore>().DeleteAsync(manager, "bot", "bot", None)).IsDone);

        var line = (await AuditAsync()).Select(AuditJson.Of).Last(line => line.Text("action") == AuditAction.SharingEnded);
        Assert.Equal(("shared", "bot", "project_deleted", manager.UserId.ToString()), (line.Text("project_name"), line.Text("target_name"), line.Text("reason"), line.Text("actor.id")));
        Assert.Equal([("shop", true)], (await Store.GetAsync(owner, None)).Projects.Select(project => (project.Project, project.IsChosen)));
    }

    [Fact]
    public async Task Choose_ByAnAdmin_IsRefusedAndAnUnknownProjectToo()
    {
        var admin = await Callers.AdminAsync();

        Assert.False((await Store.GetAsync(admin, None)).CanChange);
        Assert.Equal(AccessDeniedException.RoleTooLow, (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChooseAsync(admin, null, false, ["bot"], None))).Reason);
        Assert.Equal(AccessDeniedException.UnknownTarget, (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChooseAsync(owner, null, false, ["nowhere"], None))).Reason);
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Store.GetAsync(await Callers.MemberAsync(), None));
        Assert.True((await Store.GetAsync(owner, None)).All);
    }

    [Fact]
    public async Task Choose_NotConfirmedLately_IsAskedFor()
    {
        Time.Advance(Session.Confirmed);

        await Assert.ThrowsAsync<ConfirmationNeededException>(() => Store.ChooseAsync(owner, null, false, ["bot"], None));
        Assert.True((await Store.GetAsync(owner, None)).All);
        // what changes nothing asks for nothing
        Assert.True((await Store.ChooseAsync(owner, null, true, [], None)).IsDone);
    }

    [Fact]
    public async Task Choose_AfterSomebodyElse_ChangesNothing()
    {
        var shown = await Store.GetAsync(owner, None);
        await Store.ChooseAsync(await Callers.OwnerAsync(), null, false, ["bot"], None);

        Assert.Contains("meanwhile", (await Store.ChooseAsync(owner, shown, false, ["shop"], None)).Problem, StringComparison.Ordinal);
        Assert.Equal(["bot"], (await Store.GetAsync(owner, None)).Projects.Where(project => project.IsChosen).Select(project => project.Project));
    }

    [Fact]
    public async Task DeliveredTo_NamesProjectsToThoseWhoMayKnowThem()
    {
        var (mia, viewer) = (await Callers.MemberAsync(), await Callers.ViewerOfAsync("bot"));
        Assert.All(await TextsAsync(), text => Assert.Equal("Delivered to all team projects", text));
        await Store.ChooseAsync(owner, null, false, [], None);
        Assert.All(await TextsAsync(), text => Assert.Equal("Delivered to no project", text));
        await Store.ChooseAsync(owner, null, false, ["bot"], None);
        Assert.Equal(["Delivered to 1 project: Bot", "Delivered to 1 project that you are not in", "Delivered to 1 project: Bot"], await TextsAsync());
        await Store.ChooseAsync(owner, null, false, ["bot", "shop"], None);
        Assert.Equal(["Delivered to 2 projects: Bot and Shop", "Delivered to 2 projects that you are not in", "Delivered to 2 projects: Bot and 1 that you are not in"], await TextsAsync());
        foreach (var number in Enumerable.Range(1, 5))
        {
            await Given.ProjectAsync($"p{number}", $"P{number}");
        }
        await Store.ChooseAsync(owner, null, false, ["bot", "shop", "p1", "p2", "p3", "p4", "p5"], None);
        Assert.Equal("Delivered to 7 projects: Bot, P1, P2, P3, P4 and 2 more", (await TextsAsync())[0]);
        Assert.Null((await Database.Get<SecretList>().ReadAsync(viewer, "bot", new SecretQuery(), None)).Matrix.Sharing);

        async Task<List<string>> TextsAsync()
        {
            List<string> texts = [];
            foreach (var caller in (Caller[])[owner, mia, viewer])
            {
                texts.Add((await Database.Get<SecretList>().ReadAsync(caller, Shared, new SecretQuery(), None)).Matrix.Sharing!.Text);
            }
            return texts;
        }
    }

    private async Task<List<string>> KeysAsync(TokenCaller token)
    {
        var delivered = (await Database.Get<SecretResolver>().FindAsync(token, None)).Secrets.Select(secret => secret.Key).ToList();
        Assert.Equal(delivered, (await Database.Get<SecretResolver>().ListAsync(token, None)).Select(key => key.Key));
        return delivered;
    }
}
