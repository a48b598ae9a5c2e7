using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Overview;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Attention;

/// <summary>Putting off what needs attention, and saying that a value is not needed: on record, for everybody, and undone by what makes it wrong.</summary>
public sealed class AttentionStoreTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "GAP", ("development", "a"), ("staging", "b"));
    }

    [Fact]
    public async Task PutOff_Line_IsGoneForEverybodyUntilItsTimeIsOver()
    {
        var line = await LineAsync(manager);
        var editor = await Callers.EditorOfAsync("bot");

        await Store.PutOffAsync(manager, line!.Project, line.Kind, line.Targets, 7, None);

        Assert.Null(await LineAsync(editor));
        Assert.Equal(Time.Now.AddDays(7), Assert.Single((await ReadAsync(editor)).PutOff).PutOffUntil);
        var last = await LastAuditAsync();
        Assert.Equal(("attention.put_off", "production", "values_missing,for_7_days"), (last.Text("action"), last.Text("target_name"), last.Text("reason")));
        Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.NotNull(await LineAsync(await Callers.SessionAsync(editor.UserId)));
    }

    [Fact]
    public async Task BringBack_Line_IsThereAtOnce()
    {
        var line = await LineAsync(manager);
        await Store.PutOffAsync(manager, line!.Project, line.Kind, line.Targets, 30, None);

        await Store.BringBackAsync(manager, line.Project, line.Kind, line.Targets, None);
        var lines = (await AuditAsync()).Count;
        await Store.BringBackAsync(manager, line.Project, line.Kind, line.Targets, None);

        Assert.NotNull(await LineAsync(manager));
        Assert.Equal("attention.brought_back", (await AuditAsync())[^1].Action);
        Assert.Equal(lines, (await AuditAsync()).Count);
    }

    [Fact]
    public async Task PutOff_TargetOfAnotherProject_IsRefused()
    {
        var line = await LineAsync(manager);
        await Given.ProjectAsync("other", "Other");

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.PutOffAsync(manager, "bot", AttentionKind.ValueMissing, [Guid.NewGuid()], 7, None));
        var other = await Callers.ManagerOfAsync("other");
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.PutOffAsync(other, "other", AttentionKind.ValueMissing, line!.Targets, 7, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.PutOffAsync(manager, "bot", AttentionKind.NoSecondFactor, [Guid.Empty], 7, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.PutOffAsync(manager, null, AttentionKind.NeverDelivered, [Guid.Empty], 7, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.PutOffAsync(manager, "bot", AttentionKind.ValueMissing, line!.Targets, 3650, None));
        Assert.Empty(await Database.ReadAsync(db => db.PutOffs.ToListAsync()));
    }

    [Fact]
    public async Task Mark_ValueIsSetLater_IsForgotten()
    {
        Assert.True(await Needs.MarkAsync(manager, "bot", "GAP", "production", None));
        Assert.True(await Needs.MarkAsync(manager, "bot", "GAP", "production", None));
        Assert.Null(await LineAsync(manager));
        Assert.Single(await AuditAsync(), entry => entry.Action == "secret.not_needed");
        Assert.Equal("Not needed", $"{await CellAsync()}");

        using (var draft = Given.Draft("GAP", ("production", "c")))
        {
            Assert.True((await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).IsSaved);
        }

        Assert.False(await Needs.MarkAsync(manager, "bot", "GAP", "production", None));
        Assert.Empty(await Database.ReadAsync(db => db.UnneededValues.ToListAsync()));
    }

    [Fact]
    public async Task Unmark_Value_IsMissingAgain()
    {
        await Needs.MarkAsync(manager, "bot", "GAP", "production", None);

        await Needs.UnmarkAsync(manager, "bot", "GAP", "production", None);

        Assert.NotNull(await LineAsync(manager));
        Assert.Equal("secret.needed", (await AuditAsync())[^1].Action);
        Assert.Equal("Not set", $"{await CellAsync()}");
    }

    [Fact]
    public async Task Mark_OfWhatGoes_GoesWithIt()
    {
        await Needs.MarkAsync(manager, "bot", "GAP", "production", None);
        await Given.SecretAsync(manager, "OTHER", ("development", "a"));
        await Needs.MarkAsync(manager, "bot", "OTHER", "staging", None);
        var production = await Database.ReadAsync(db => db.Environments.Where(row => row.Slug == "production").Select(row => row.Id).SingleAsync());

        await Database.Get<EnvironmentStore>().RemoveAsync(manager, "bot", production, null, None);
        Assert.Single(await Database.ReadAsync(db => db.UnneededValues.ToListAsync()));
        await Database.Get<SecretStore>().DeleteAsync(manager, "bot", "OTHER", null, None);

        Assert.Empty(await Database.ReadAsync(db => db.UnneededValues.ToListAsync()));
    }

    [Fact]
    public async Task Filter_NotSetThere_LeavesOutWhatIsNotNeeded()
    {
        await Needs.MarkAsync(manager, "bot", "GAP", "production", None);

        Assert.Empty((await Database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery { NotSetIn = "production" }, None)).Items);
    }

    private AttentionStore Store => Database.Get<AttentionStore>();

    private NeedStore Needs => Database.Get<NeedStore>();

    private async Task<AttentionList> ReadAsync(Caller caller) => (await Database.Get<OverviewReader>().ReadAsync(caller, None)).Attention;

    private async Task<AttentionLine?> LineAsync(Caller caller) => (await ReadAsync(caller)).Lines.SingleOrDefault(line => line.Kind == AttentionKind.ValueMissing);

    private async Task<SecretCell> CellAsync() => (await Database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery(), None)).Items[0].Cells[2];
}
