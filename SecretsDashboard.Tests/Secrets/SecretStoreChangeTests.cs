using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Changing a secret: what differs is stored as a new version, what does not is left alone.</summary>
public sealed class SecretStoreChangeTests : DatabaseTest
{
    private Caller manager = default!;
    private Secret secret = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        secret = await Given.SecretAsync(manager, "API_KEY", ("development", "dev one"), ("production", "prod one"));
        Time.Advance(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task ChangeAsync_OneValue_AddsAVersionThere()
    {
        using var draft = Given.Draft("API_KEY", ("development", "dev two"));

        var outcome = await ChangeAsync(draft);

        Assert.Equal((SaveOutcome.SavedWord, "API_KEY updated"), (outcome.Outcome, outcome.Text));
        Assert.Equal([("development", 1, false), ("development", 2, true), ("production", 1, true)], await VersionsAsync());
        var changed = await Given.SecretAsync("API_KEY");
        Assert.Equal((2, Time.Now, secret.CreatedAt), (changed.Revision, changed.UpdatedAt, changed.CreatedAt));
        var line = await LastAuditAsync();
        Assert.Equal(("secret.changed", null), (line.Text("action"), line.Text("reason")));
        Assert.Equal(["development"], line.Environments());
    }

    [Fact]
    public async Task ChangeAsync_KeyInOtherCase_IsTheSameSecret()
    {
        using var draft = Given.Draft("api_key", ("staging", "new"));

        Assert.Equal("API_KEY updated", (await ChangeAsync(draft)).Text);
        Assert.Equal([("development", 1, true), ("production", 1, true), ("staging", 1, true)], await VersionsAsync());
    }

    [Fact]
    public async Task ChangeAsync_EverythingBlankOrEqual_IsNoChange()
    {
        using var blank = Given.Draft("API_KEY");
        using var everywhere = Given.DraftEverywhere("API_KEY", null);
        using var equal = Given.Draft("API_KEY", ("development", "dev one"), ("production", "prod one"));
        (equal.Description, equal.Type) = ("", SecretType.ApiKey);
        using var notThere = Given.Draft("API_KEY");
        notThere.Remove.Add("staging");
        var entries = (await AuditAsync()).Count;

        foreach (var draft in (SecretDraft[])[blank, everywhere, equal, notThere])
        {
            var outcome = await ChangeAsync(draft);
            Assert.Equal(("unchanged", "No changes to save"), (outcome.Outcome, outcome.Text));
        }

        Assert.Equal(1, (await Given.SecretAsync("API_KEY")).Revision);
        // that it is the same was told once
        var line = AuditJson.Of(Assert.Single((await AuditAsync()).Skip(entries)));
        Assert.Equal(("secret.checked", "matched", "API_KEY"), (line.Text("action"), line.Text("outcome"), line.Text("target_name")));
        Assert.Equal(["development", "production"], line.Environments());
    }

    [Fact]
    public async Task ChangeAsync_BackToAnOldValue_IsAChange()
    {
        using (var two = Given.Draft("API_KEY", ("development", "dev two")))
        {
            await ChangeAsync(two);
        }
        using var one = Given.Draft("API_KEY", ("development", "dev one"));

        Assert.True((await ChangeAsync(one)).IsSaved);
        Assert.Contains(("development", 3, true), await VersionsAsync());
    }

    [Fact]
    public async Task ChangeAsync_DescriptionClearedOrTypeChosen_IsAChangeOfThatPart()
    {
        using (var described = Given.Draft("API_KEY"))
        {
            described.Description = "text";
            described.Type = SecretType.Token;
            Assert.True((await ChangeAsync(described)).IsSaved);
        }
        Assert.Equal("description,type", (await LastAuditAsync()).Text("reason"));
        using var cleared = Given.Draft("API_KEY");
        cleared.Description = " ";

        Assert.True((await ChangeAsync(cleared)).IsSaved);

        Assert.Equal(("description", 0), ((await LastAuditAsync()).Text("reason"), (await LastAuditAsync()).Environments().Length));
        Assert.Equal(("", SecretType.Token, 3), await Database.ReadAsync(async db => await db.Secrets.Select(row => ValueTuple.Create(row.Description, row.Type, row.Revision)).SingleAsync()));
        Assert.Equal(2, (await VersionsAsync()).Count);
    }

    [Fact]
    public async Task ChangeAsync_Detect_GuessesFromANewValueOnly()
    {
        using var keep = Given.Draft("API_KEY");
        keep.Detect = true;
        using var guess = Given.Draft("API_KEY", ("development", "ghp_000"));
        guess.Detect = true;

        Assert.Equal("unchanged", (await ChangeAsync(keep)).Outcome);
        await ChangeAsync(guess);

        Assert.Equal(SecretType.Token, (await Given.SecretAsync("API_KEY")).Type);
    }

    [Fact]
    public async Task ChangeAsync_StaleRevision_TellsWhoAndWhenAndKeepsTheirs()
    {
        var editor = await Callers.EditorOfAsync("bot");
        using (var theirs = Given.Draft("API_KEY", ("development", "theirs")))
        {
            await Database.Get<SecretStore>().ChangeAsync(editor, "bot", theirs, None);
        }
        var changedAt = Time.Now;
        Time.Advance(TimeSpan.FromMinutes(1));
        using var mine = Given.Draft("API_KEY", ("development", "mine"));
        mine.Revision = 1;

        var outcome = await ChangeAsync(mine);

        Assert.Equal(("changed", 2, changedAt), (outcome.Outcome, outcome.Revision, outcome.Time));
        Assert.StartsWith("This secret was changed by Editor Person at {time}.", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await Given.SecretAsync("API_KEY")).Revision);
        mine.Revision = outcome.Revision;
        Assert.True((await ChangeAsync(mine)).IsSaved);
    }

    [Fact]
    public async Task ChangeAsync_RemoveOne_LeavesItNotSetAndItsVersionsCount()
    {
        using (var remove = Given.Draft("API_KEY"))
        {
            remove.Remove.Add("production");
            Assert.True((await ChangeAsync(remove)).IsSaved);
        }
        Assert.Equal([("development", 1, true), ("production", 1, false)], await VersionsAsync());
        Assert.Equal(["production"], (await LastAuditAsync()).Environments());
        using var again = Given.Draft("API_KEY", ("production", "prod one"));

        Assert.True((await ChangeAsync(again)).IsSaved);
        Assert.Equal([("development", 1, true), ("production", 1, false), ("production", 2, true)], await VersionsAsync());
    }

    [Fact]
    public async Task ChangeAsync_RemoveAndNewValueInOneField_SetsTheValue()
    {
        using var draft = Given.Draft("API_KEY", ("production", "prod two"));
        draft.Remove.Add("production");

        Assert.True((await ChangeAsync(draft)).IsSaved);
        Assert.Contains(("production", 2, true), await VersionsAsync());
    }

    [Fact]
    public async Task ChangeAsync_RemoveTheLastValue_IsRefusedWithASentence()
    {
        using var draft = Given.Draft("API_KEY");
        draft.Remove.UnionWith(["development", "production"]);

        var outcome = await ChangeAsync(draft);

        Assert.Equal("invalid", outcome.Outcome);
        Assert.StartsWith("One environment at least needs a value.", Assert.Single(outcome.Messages).Text, StringComparison.Ordinal);
        Assert.Equal([("development", 1, true), ("production", 1, true)], await VersionsAsync());
        Assert.Equal(1, (await Given.SecretAsync("API_KEY")).Revision);
    }

    [Fact]
    public async Task ChangeAsync_LastValueMovesToAnotherEnvironment_IsFine()
    {
        using var draft = Given.Draft("API_KEY", ("staging", "new"));
        draft.Remove.UnionWith(["development", "production"]);

        Assert.True((await ChangeAsync(draft)).IsSaved);
        Assert.Equal([("development", 1, false), ("production", 1, false), ("staging", 1, true)], await VersionsAsync());
    }

    private Task<SaveOutcome> ChangeAsync(SecretDraft draft) => Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None);

    private Task<List<(string, long, bool)>> VersionsAsync() => Database.ReadAsync(db => db.SecretValues
        .Join(db.Environments, value => value.EnvironmentId, row => row.Id, (value, row) => new { row.Slug, value.Version, value.IsCurrent })
        .OrderBy(row => row.Slug).ThenBy(row => row.Version).Select(row => ValueTuple.Create(row.Slug, row.Version, row.IsCurrent)).ToListAsync());
}
