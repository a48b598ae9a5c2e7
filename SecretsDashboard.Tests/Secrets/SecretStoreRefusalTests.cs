using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Who may not, and where: nothing is stored, the refusal is on record.</summary>
public sealed class SecretStoreRefusalTests : DatabaseTest
{
    private Caller manager = default!;

    private SecretStore Store => Database.Get<SecretStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("production", "two"));
    }

    [Fact]
    public async Task EveryDeed_ByAViewer_IsRefused() => await RefusedAsync(await Callers.ViewerOfAsync("bot"), "bot", "role_too_low");

    [Fact]
    public async Task EveryDeed_ByAnOwnerWhoIsNoMember_IsRefused() => await RefusedAsync(await Callers.OwnerAsync(), "bot", "not_a_member");

    [Fact]
    public async Task EveryDeed_InAnUnknownProject_IsRefused() => await RefusedAsync(manager, "nothing", "unknown_target");

    [Fact]
    public async Task EveryDeed_ByAnEndedSession_IsRefused()
    {
        await Database.Gate.WriteAsync(db => db.Sessions.ExecuteDeleteAsync(), None);

        await RefusedAsync(manager, "bot", "signed_out");
    }

    [Theory]
    [InlineData("\u202Egnp.exe")]
    [InlineData("\u001B[2J")]
    [InlineData("ring\u0007")]
    public async Task Description_ThatSteersWhatShowsIt_IsRefusedAndOneThatIsThereIsShownSafely(string description)
    {
        using var add = Given.Draft("NEW", ("development", "one"));
        using var change = Given.Draft("API_KEY", ("development", "new"));
        (add.Description, change.Description) = (description, description);

        Assert.Equal("description", Assert.Single((await Store.AddAsync(manager, "bot", add, None)).Messages).Field);
        Assert.Equal("description", Assert.Single((await Store.ChangeAsync(manager, "bot", change, None)).Messages).Field);

        await Database.Gate.WriteAsync(db => db.Secrets.ExecuteUpdateAsync(set => set.SetProperty(row => row.Description, description)), None);
        var shown = Assert.Single((await Database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery(), None)).Items).Description;
        Assert.Contains('\uFFFD', shown);
        Assert.Null(ShownText.Problem("Description", shown));
    }

    [Fact]
    public async Task AddAsync_UnknownEnvironment_IsRefused()
    {
        using var draft = Given.Draft("NEW", ("nowhere", "one"));

        await RefusedAsync(() => Store.AddAsync(manager, "bot", draft, None), "unknown_target");
    }

    [Fact]
    public async Task ChangeAsync_UnknownEnvironmentSetOrRemoved_IsRefused()
    {
        using var set = Given.Draft("API_KEY", ("nowhere", "one"));
        using var remove = Given.Draft("API_KEY");
        remove.Remove.Add("nowhere");

        await RefusedAsync(() => Store.ChangeAsync(manager, "bot", set, None), "unknown_target");
        await RefusedAsync(() => Store.ChangeAsync(manager, "bot", remove, None), "unknown_target");
    }

    [Fact]
    public async Task ChangeAsync_EnvironmentOfAnotherProject_IsRefused()
    {
        var other = await Given.ProjectAsync("other", "Other");
        await Database.Get<SecretsDashboard.Projects.EnvironmentStore>().AddAsync(other, "other", "Review", None);
        using var draft = Given.Draft("API_KEY", ("review", "one"));

        await RefusedAsync(() => Store.ChangeAsync(manager, "bot", draft, None), "unknown_target");
    }

    [Fact]
    public async Task ChangeAndDelete_UnknownKey_AreRefused()
    {
        using var draft = Given.Draft("NOTHING", ("development", "one"));

        await RefusedAsync(() => Store.ChangeAsync(manager, "bot", draft, None), "unknown_target");
        await RefusedAsync(() => Store.DeleteAsync(manager, "bot", "NOTHING", null, None), "unknown_target");
    }

    [Fact]
    public async Task Protected_NamedByAnEditor_IsRefusedAsAWhole()
    {
        await Given.ProtectAsync("production");
        var editor = await Callers.EditorOfAsync("bot");
        using var add = Given.Draft("NEW", ("development", "one"), ("production", "two"));
        using var change = Given.Draft("API_KEY", ("development", "one!"), ("production", "two!"));
        using var remove = Given.Draft("API_KEY");
        remove.Remove.Add("production");

        await RefusedAsync(() => Store.AddAsync(editor, "bot", add, None), "role_too_low");
        await RefusedAsync(() => Store.ChangeAsync(editor, "bot", change, None), "role_too_low");
        await RefusedAsync(() => Store.ChangeAsync(editor, "bot", remove, None), "role_too_low");
    }

    [Fact]
    public async Task Protected_HasAValue_OnlyAManagerDeletesTheSecret()
    {
        await Given.ProtectAsync("production");
        var editor = await Callers.EditorOfAsync("bot");

        await RefusedAsync(() => Store.DeleteAsync(editor, "bot", "API_KEY", null, None), "role_too_low");
        await Store.DeleteAsync(manager, "bot", "API_KEY", null, None);

        Assert.Equal(0, await Database.ReadAsync(db => db.Secrets.CountAsync()));
    }

    [Fact]
    public async Task Protected_SameEverywhereByAnEditor_LeavesItOut()
    {
        await Given.ProtectAsync("production");
        var editor = await Callers.EditorOfAsync("bot");
        using var add = Given.DraftEverywhere("NEW", "one");
        using var change = Given.DraftEverywhere("API_KEY", "three");

        Assert.True((await Store.AddAsync(editor, "bot", add, None)).IsSaved);
        Assert.Equal(["development", "staging"], (await LastAuditAsync()).Environments());
        Assert.True((await Store.ChangeAsync(editor, "bot", change, None)).IsSaved);
        Assert.Equal(["development", "staging"], (await LastAuditAsync()).Environments());
        await Store.DeleteAsync(editor, "bot", "NEW", null, None);
    }

    [Fact]
    public async Task Protected_SinceItWasShownOpen_IsRefusedNotLeftOut()
    {
        await Given.ProtectAsync("production");
        var editor = await Callers.EditorOfAsync("bot");
        using var add = Given.DraftEverywhere("NEW", "one");
        using var change = Given.DraftEverywhere("API_KEY", "three");
        add.Open.UnionWith(["development", "staging", "production"]);
        change.Open.UnionWith(add.Open);

        await RefusedAsync(() => Store.AddAsync(editor, "bot", add, None), "role_too_low");
        await RefusedAsync(() => Store.ChangeAsync(editor, "bot", change, None), "role_too_low");
    }

    [Fact]
    public async Task Protected_EveryOne_TakesNoValueOfAnEditorAndSaysSo()
    {
        await Given.ProtectAsync("development", "staging", "production");
        var editor = await Callers.EditorOfAsync("bot");
        using var draft = Given.DraftEverywhere("API_KEY", "three");
        draft.Description = "new";

        var outcome = await Store.ChangeAsync(editor, "bot", draft, None);

        Assert.Equal(new FormMessage("", "Every environment of this project is protected: only its managers set values"), Assert.Single(outcome.Messages));
        Assert.NotEqual("new", await Database.ReadAsync(db => db.Secrets.Select(row => row.Description).FirstAsync()));
    }

    [Fact]
    public async Task Protected_ByAManager_IsChangedLikeAnyOther()
    {
        await Given.ProtectAsync("production");
        using var draft = Given.Draft("API_KEY", ("production", "three"));

        Assert.True((await Store.ChangeAsync(manager, "bot", draft, None)).IsSaved);
    }

    private async Task RefusedAsync(Caller caller, string project, string reason)
    {
        using var add = Given.DraftEverywhere("NEW", "one");
        using var change = Given.DraftEverywhere("API_KEY", "three");
        await RefusedAsync(() => Store.AddAsync(caller, project, add, None), reason);
        await RefusedAsync(() => Store.ChangeAsync(caller, project, change, None), reason);
        await RefusedAsync(() => Store.DeleteAsync(caller, project, "API_KEY", null, None), reason);
    }

    private async Task RefusedAsync(Func<Task> deed, string reason)
    {
        await AnewAsync();
        var entries = (await AuditAsync()).Count;

        Assert.Equal(reason, (await Assert.ThrowsAsync<AccessDeniedException>(deed)).Reason);

        Assert.Equal(entries + 1, (await AuditAsync()).Count);
        Assert.Equal(("access.refused", reason), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("reason")));
        Assert.Equal(("API_KEY", 1), await Database.ReadAsync(db => db.Secrets.Select(row => ValueTuple.Create(row.Key, row.Revision)).SingleAsync()));
        Assert.Equal(2, await Database.ReadAsync(db => db.SecretValues.CountAsync(value => value.IsCurrent)));
    }
}
