using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What the table shows: rows, columns, search, filters, order, and ends only where the project shows them.</summary>
public sealed class SecretListTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task ReadAsync_Rows_SayWhatMayBeShown()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("production", "two"));
        Time.Advance(TimeSpan.FromMinutes(1));
        var editor = await Callers.EditorOfAsync("bot");
        using (var draft = Given.Draft("API_KEY", ("production", "three")))
        {
            draft.Description = "For the bot";
            await Database.Get<SecretStore>().ChangeAsync(editor, "bot", draft, None);
        }

        var page = await ReadAsync(new SecretQuery());

        var item = Assert.Single(page.Items);
        Assert.Equal(("API_KEY", "For the bot", SecretType.ApiKey, 2), (item.Key, item.Description, item.Type, item.Revision));
        Assert.Equal(("Adam Admin", Time.Now.AddMinutes(-1), "Editor Person", Time.Now), (item.CreatedBy, item.CreatedAt, item.UpdatedBy, item.UpdatedAt));
        Assert.Equal([true, false, true], item.Cells.Select(cell => cell.IsSet));
        Assert.All(item.Cells, cell => Assert.Null(cell.Ends));
        Assert.Equal(["Development", "Staging", "Production"], page.Matrix.Columns.Select(column => column.Name));
        Assert.Equal((1, 1, "Bot", true), (page.Matching, page.InProject, page.Matrix.Name, page.Matrix.CanChange));
    }

    [Fact]
    public async Task ReadAsync_WhoeverChangedItIsGone_SaysSo()
    {
        var secret = await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Database.Gate.WriteAsync(db => db.Secrets.Where(row => row.Id == secret.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.UpdatedBy, Guid.NewGuid())), None);

        var item = Assert.Single((await ReadAsync(new SecretQuery())).Items);

        Assert.Equal(("Adam Admin", "somebody who left"), (item.CreatedBy, item.UpdatedBy));
    }

    [Theory]
    [InlineData("api", "API_KEY,OTHER_API")]
    [InlineData(" API_KEY ", "API_KEY")]
    [InlineData("key api", "API_KEY")]
    [InlineData("percent sure", "WITH_PERCENT")]
    [InlineData("_", "API_KEY,OTHER_API,WITH_PERCENT")]
    [InlineData("%", "WITH_PERCENT")]
    [InlineData("100%", "WITH_PERCENT")]
    [InlineData(@"\", "SLASH")]
    [InlineData("needle", "SLASH")]
    [InlineData("nothing", "")]
    [InlineData("\0", "")]
    [InlineData("API\0", "")]
    [InlineData("'; DROP TABLE Secrets; --", "")]
    public async Task ReadAsync_Search_FindsKeysAndDescriptionsLiterally(string search, string keys)
    {
        await SeedAsync(("API_KEY", ""), ("OTHER_API", ""), ("WITH_PERCENT", "100% sure"), ("SLASH", @"a \ Needle"), ("PLAIN", ""));

        var page = await ReadAsync(new SecretQuery { Search = search });

        Assert.Equal(keys, string.Join(",", page.Items.Select(item => item.Key).Order(StringComparer.Ordinal)));
        Assert.Equal((page.Items.Count, 5), (page.Matching, page.InProject));
    }

    [Fact]
    public async Task ReadAsync_TypeAndMissingValue_Filter()
    {
        await Given.SecretAsync(manager, "A_TOKEN", ("development", "one"));
        await Given.SecretAsync(manager, "B_TOKEN", ("development", "one"), ("production", "two"));
        await Given.SecretAsync(manager, "C_PASSWORD", ("development", "one"));
        var production = (await ReadAsync(new SecretQuery())).Matrix.Columns[2].Slug;

        Assert.Equal(["A_TOKEN", "B_TOKEN"], await KeysAsync(new SecretQuery { Type = SecretType.Token }));
        Assert.Equal(["A_TOKEN", "C_PASSWORD"], await KeysAsync(new SecretQuery { NotSetIn = production }));
        Assert.Equal(["A_TOKEN"], await KeysAsync(new SecretQuery { NotSetIn = production, Type = SecretType.Token, Search = "token" }));
    }

    [Theory]
    [InlineData(SecretOrder.Key, false, "A,B,C")]
    [InlineData(SecretOrder.Key, true, "C,B,A")]
    [InlineData(SecretOrder.Description, false, "B,C,A")]
    [InlineData(SecretOrder.Description, true, "A,B,C")]
    [InlineData(SecretOrder.Type, false, "C,A,B")]
    [InlineData(SecretOrder.Type, true, "A,B,C")]
    [InlineData(SecretOrder.Changed, false, "B,A,C")]
    [InlineData(SecretOrder.Changed, true, "C,A,B")]
    [InlineData(SecretOrder.Created, false, "C,B,A")]
    [InlineData(SecretOrder.Created, true, "A,B,C")]
    public async Task ReadAsync_Order_SortsAndKeyBreaksTies(SecretOrder order, bool descending, string keys)
    {
        var now = Time.Now;
        await SeedRowsAsync(
            Row("A", "z", SecretType.Token, created: now, updated: now.AddHours(2)),
            Row("B", "a", SecretType.Token, created: now.AddHours(-1), updated: now.AddHours(1)),
            Row("C", "a", SecretType.Other, created: now.AddHours(-2), updated: now.AddHours(3)));

        Assert.Equal(keys, string.Join(",", await KeysAsync(new SecretQuery { Order = order, Descending = descending })));
    }

    [Fact]
    public async Task ReadAsync_TenThousandRows_CountsAllAndReadsOnePage()
    {
        await SeedAsync([.. Enumerable.Range(0, 10_000).Select(number => ($"KEY_{number:D5}", number % 2 == 0 ? "even" : "odd"))]);

        var last = await ReadAsync(new SecretQuery { Page = 199 });
        var even = await ReadAsync(new SecretQuery { Search = "even", Page = 1 });
        var beyond = await ReadAsync(new SecretQuery { Page = 200 });

        Assert.Equal((50, "KEY_09950", "KEY_09999"), (last.Items.Count, last.Items[0].Key, last.Items[^1].Key));
        Assert.Equal((10_000, 10_000), (last.Matching, last.InProject));
        Assert.Equal((5_000, 10_000, "KEY_00100"), (even.Matching, even.InProject, even.Items[0].Key));
        Assert.Empty(beyond.Items);
    }

    [Fact]
    public async Task ReadAsync_ShowEnds_ShowsWhatWasSavedSince()
    {
        await Given.SecretAsync(manager, "BEFORE", ("development", "sk-proj-aaaaaaaaaaxyz789"));
        await ShowEndsAsync(true);
        await Given.SecretAsync(manager, "LONG", ("development", "sk-proj-aaaaaaaaaaxyz789"), ("production", "short"));

        Assert.Equal([null, "sk-p****z789"], (await ReadAsync(new SecretQuery())).Items.Select(item => item.Cells[0].Ends));
        Assert.Null((await ReadAsync(new SecretQuery())).Items[1].Cells[2].Ends);
        await ShowEndsAsync(false);
        Assert.All((await ReadAsync(new SecretQuery())).Items, item => Assert.All(item.Cells, cell => Assert.Null(cell.Ends)));
    }

    [Fact]
    public async Task ReadAsync_Columns_AreLockedForThoseWhoMayNotChangeThem()
    {
        await Given.ProtectAsync("production");

        Assert.Equal([false, false, true], (await ReadAsync(new SecretQuery(), await Callers.EditorOfAsync("bot"))).Matrix.Columns.Select(column => column.IsLocked));
        Assert.All((await ReadAsync(new SecretQuery())).Matrix.Columns, column => Assert.False(column.IsLocked));
        Assert.False((await ReadAsync(new SecretQuery(), await Callers.ViewerOfAsync("bot"))).Matrix.CanChange);
    }

    [Fact]
    public async Task ReadAsync_OtherProjectsSecrets_AreNotThere()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        var other = await Given.ProjectAsync("other", "Other");

        Assert.Equal(0, (await Database.Get<SecretList>().ReadAsync(other, "other", new SecretQuery { Search = "API" }, None)).Matching);
        await Assert.ThrowsAsync<AccessDeniedException>(() => ReadAsync(new SecretQuery(), other));
    }

    private Task<SecretPage> ReadAsync(SecretQuery query, Caller? caller = null) => Database.Get<SecretList>().ReadAsync(caller ?? manager, "bot", query, None);

    private async Task<IEnumerable<string>> KeysAsync(SecretQuery query) => (await ReadAsync(query)).Items.Select(item => item.Key);

    [Fact]
    public async Task ReadAsync_EndsAltered_ShowsDotsAndReportsThem()
    {
        await ShowEndsAsync(true);
        await Given.SecretAsync(manager, "LONG", ("development", "sk-proj-abcdefghijklmnopqrstuvwxyz789"));
        await Database.Gate.WriteAsync(db => db.SecretValues.ExecuteUpdateAsync(set => set.SetProperty(value => value.SealedMask, new byte[100])), None);

        var item = (await ReadAsync(new SecretQuery())).Items.Single(each => each.Key == "LONG");

        Assert.Equal((true, null), (item.Cells[0].IsSet, item.Cells[0].Ends));
        Assert.False(Database.Get<IntegrityCondition>().IsIntact);
    }

    private Task<int> ShowEndsAsync(bool on) => Database.Gate.WriteAsync(db => db.Projects.ExecuteUpdateAsync(set => set.SetProperty(row => row.ShowEnds, on)), None);

    private Task SeedAsync(params (string Key, string Description)[] rows) =>
        SeedRowsAsync([.. rows.Select(row => Row(row.Key, row.Description, SecretType.Other, Time.Now, Time.Now))]);

    private async Task SeedRowsAsync(params Secret[] rows)
    {
        var project = await Database.ReadAsync(db => db.Projects.Select(row => row.Id).SingleAsync());
        await Database.ArrangeAsync(db => db.Secrets.AddRange(rows.Select(row =>
        {
            row.ProjectId = project;
            return row;
        })));
    }

    private Secret Row(string key, string description, SecretType type, DateTime created, DateTime updated) => new()
    {
        Id = Guid.CreateVersion7(),
        Key = key,
        FoldedKey = key,
        Description = description,
        Type = type,
        CreatedAt = created,
        UpdatedAt = updated,
        CreatedBy = manager.UserId,
        UpdatedBy = manager.UserId,
        Revision = 1,
    };
}
