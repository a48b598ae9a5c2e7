using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What a form said when it was opened is what is done, or nothing is: never what has become possible meanwhile.</summary>
public sealed class StaleFormTests : DatabaseTest
{
    private Caller manager = default!;
    private Caller editor = default!;

    private SecretStore Store => Database.Get<SecretStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("production", "two"));
        editor = await Callers.EditorOfAsync("bot");
    }

    [Theory]
    [InlineData("unprotected")]
    [InlineData("added")]
    [InlineData("role")]
    public async Task OneValueForAll_MoreIsAllowedMeanwhile_GoesWhereTheFormSaid(string change)
    {
        using var add = Given.DraftEverywhere("NEW", "three");
        using var edit = Given.DraftEverywhere("API_KEY", "three");
        add.Open.UnionWith(["development", "staging"]);
        edit.Open.UnionWith(add.Open);
        await (change switch
        {
            "added" => Database.Get<EnvironmentStore>().AddAsync(manager, "bot", "Review", None),
            "role" => RaiseAsync(),
            _ => Task.CompletedTask, // production was protected when the form was opened, and is no more
        });

        Assert.True((await Store.AddAsync(editor, "bot", add, None)).IsSaved);
        Assert.Equal(["development", "staging"], (await LastAuditAsync()).Environments());
        Assert.True((await Store.ChangeAsync(editor, "bot", edit, None)).IsSaved);

        Assert.Equal(["development", "staging"], (await LastAuditAsync()).Environments());
        Assert.Equal([("API_KEY", "development", "three"), ("API_KEY", "production", "two"), ("API_KEY", "staging", "three"), ("NEW", "development", "three"), ("NEW", "staging", "three")],
            await CurrentAsync());
        Assert.All(await Database.ReadAsync(db => db.Secrets.ToListAsync()), secret => Assert.False(secret.SameEverywhere));
    }

    [Fact]
    public async Task OneValueForAll_OneIsGoneOrProtectedMeanwhile_IsRefusedAndSaysWhich()
    {
        await Given.ProtectAsync("production");
        using var edit = Given.DraftEverywhere("API_KEY", "three");
        edit.Open.UnionWith(["development", "staging", "production"]);
        Assert.StartsWith("Production is protected: only managers change values there. Nothing was stored.",
            (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeAsync(editor, "bot", edit, None))).Words, StringComparison.Ordinal);

        var staging = await Database.ReadAsync(db => db.Environments.Where(row => row.Slug == "staging").Select(row => row.Id).SingleAsync());
        await Database.Get<EnvironmentStore>().RemoveAsync(manager, "bot", staging, null, None);

        Assert.StartsWith("This project has no environment “staging” any more. Nothing was stored.",
            (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeAsync(manager, "bot", edit, None))).Words, StringComparison.Ordinal);
        Assert.Equal([("API_KEY", "development", "one"), ("API_KEY", "production", "two")], await CurrentAsync());
        Assert.Equal("access.refused", (await LastAuditAsync()).Text("action"));
    }

    [Fact]
    public async Task Edit_DeletedAndAddedAnewMeanwhile_IsRefused()
    {
        var old = await Given.SecretAsync("API_KEY");
        await Store.DeleteAsync(manager, "bot", "API_KEY", null, None);
        await Given.SecretAsync(manager, "API_KEY", ("development", "another's"));
        using var edit = Given.Draft("API_KEY", ("development", "mine"));
        (edit.Secret, edit.Revision) = (old.Id, old.Revision);

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeAsync(editor, "bot", edit, None));

        Assert.StartsWith("API_KEY was deleted and added anew since this form was opened.", denied.Words, StringComparison.Ordinal);
        Assert.Equal([("API_KEY", "development", "another's")], await CurrentAsync());
    }

    [Fact]
    public async Task Delete_ChangedMeanwhile_AsksAnewAndThenDeletes()
    {
        var shown = await Given.SecretAsync("API_KEY");
        using (var theirs = Given.Draft("API_KEY", ("staging", "theirs")))
        {
            await Store.ChangeAsync(manager, "bot", theirs, None);
        }

        var outcome = await Store.DeleteAsync(editor, "bot", "API_KEY", new SecretStamp(shown.Id, shown.Revision), None);

        Assert.Equal(("changed", "Adam Admin changed this secret meanwhile. It has values in Development, Staging, Production now. Delete again to delete it as it is."), (outcome.Outcome, outcome.Text));
        Assert.Equal(3, (await CurrentAsync()).Count);
        Assert.True((await Store.DeleteAsync(editor, "bot", "API_KEY", outcome.Stamp, None)).IsSaved);
        Assert.Empty(await CurrentAsync());
    }

    [Fact]
    public async Task RemoveEnvironment_MoreGoesWithItNow_AsksAnew()
    {
        var environments = Database.Get<EnvironmentStore>();
        var shown = (await Database.Get<ProjectStore>().GetAsync(manager, "bot", None)).Environments.Single(each => each.Slug == "staging");
        await Given.SecretAsync(manager, "NEW", ("staging", "only here"));

        Assert.Equal("The contents of Staging changed meanwhile. Look at it above, then remove again.", (await environments.RemoveAsync(manager, "bot", shown.Id, shown, None)).Problem);

        Assert.Equal(3, await Database.ReadAsync(db => db.Environments.CountAsync()));
        Assert.True((await environments.RemoveAsync(manager, "bot", shown.Id, shown with { Values = 1, OnlyHere = 1 }, None)).IsDone);
    }

    private async Task RaiseAsync()
    {
        await Given.ProtectAsync("production");
        await Database.Gate.WriteAsync(db => db.Memberships.Where(row => row.UserId == editor.UserId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Role, ProjectRole.Manager)), None);
    }

    private async Task<List<(string, string, string)>> CurrentAsync() =>
        [.. (await StoredValues.OpenAllAsync(Database.Services, "bot")).Where(each => each.IsCurrent).Select(each => (each.Key, each.Environment, System.Text.Encoding.UTF8.GetString(each.Value))).Order()];
}
