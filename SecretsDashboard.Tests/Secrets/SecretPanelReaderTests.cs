using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What the panel of a secret is told: versions, deliveries, and of the log only what the person may read.</summary>
public sealed class SecretPanelReaderTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("production", "two"));
    }

    [Fact]
    public async Task ReadAsync_Versions_AreTheNewestFirstWithWhoSetThem()
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        var editor = await Callers.EditorOfAsync("bot");
        await ChangeAsync(editor, "production", "three");

        var details = await ReadAsync(manager);

        Assert.Equal([("Production", 2L, "Editor Person", true), ("Production", 1L, "Adam Admin", false)],
            details.Versions.Where(version => version.Environment == "Production").Select(version => (version.Environment, version.Number, version.By, version.IsCurrent)));
        Assert.Equal("Production", details.Versions[0].Environment);
        Assert.Equal([(true, 1L), (false, null), (true, 2L)], details.Places.Select(place => (place.Cell.IsSet, place.Version?.Number)));
        Assert.Equal(Time.Now, details.Places[2].Cell.SetAt);
    }

    [Fact]
    public async Task ReadAsync_Deliveries_AreOfTheEnvironmentThatWasAskedFor()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await Database.Get<SecretResolver>().RecordAsync(web, await Database.Get<SecretResolver>().FindAsync(web, None));

        var details = await ReadAsync(manager);

        Assert.Equal([("web", Time.Now)], details.Receivers.Select(receiver => (receiver.Token, receiver.At)));
        Assert.Equal([0, 0, 1], details.Places.Select(place => place.Receivers.Count));
    }

    [Fact]
    public async Task ReadAsync_Activity_IsForThoseWhoReadTheLog()
    {
        await ChangeAsync(manager, "staging", "three");
        await Given.SecretAsync(manager, "OTHER", ("development", "one"));

        var events = (await ReadAsync(manager)).Events!;

        Assert.Equal([("Adam Admin", "changed API_KEY in Staging"), ("Adam Admin", "added API_KEY in Development and Production")], events.Select(each => (each.Who, each.Text)));
        Assert.Null((await ReadAsync(await Callers.EditorOfAsync("bot"))).Events);
        Assert.Null((await ReadAsync(await Callers.ViewerOfAsync("bot"))).Events);
    }

    [Fact]
    public async Task ReadAsync_KeyThatIsNotThere_IsNothing()
    {
        Assert.Null(await Database.Get<SecretPanelReader>().ReadAsync(manager, "bot", "NEVER_WAS", None));
        Assert.NotNull(await Database.Get<SecretPanelReader>().ReadAsync(manager, "bot", "api_key", None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<SecretPanelReader>().ReadAsync(manager, "elsewhere", "API_KEY", None));
    }

    [Fact]
    public async Task ReadAsync_SharedBeneath_IsSaidWhereTheProjectHasNone()
    {
        var owner = await Callers.OwnerAsync();
        await Database.Get<SharingStore>().ChooseAsync(owner, null, true, [], None);
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "API_KEY", ("development", "shared"), ("staging", "shared"));

        var cells = (await ReadAsync(manager)).Item.Cells;

        Assert.Equal([(true, false), (false, true), (true, false)], cells.Select(cell => (cell.IsSet, cell.IsShared)));
        Assert.Equal(SecretCell.Shared, $"{cells[1]}");
    }

    [Theory]
    [InlineData(SecretType.ApiKey, "abcd-aaaaaaaaaaaaaaaaaa-wxyz9", true)]
    [InlineData(SecretType.ConnectionString, "Host=db;Username=app;Password=synthetic", false)]
    [InlineData(SecretType.PrivateKey, "abcd-aaaaaaaaaaaaaaaaaa-wxyz9", false)]
    [InlineData(SecretType.Other, "-----BEGIN SOMETHING----- synthetic -----END SOMETHING-----", false)]
    public async Task ReadAsync_Ends_AreShownWhereTheyTellSomething(SecretType type, string value, bool shown)
    {
        await Database.Get<ProjectStore>().ChangeAsync(manager, "bot", "Bot", false, showEnds: true, None);
        using (var draft = Given.Draft("WITH_ENDS", ("development", value)))
        {
            draft.Type = type;
            Assert.True((await Database.Get<SecretStore>().AddAsync(manager, "bot", draft, None)).IsSaved);
        }

        var details = await Database.Get<SecretPanelReader>().ReadAsync(manager, "bot", "WITH_ENDS", None);

        Assert.Equal(shown, details!.Item.Cells[0].Ends is not null);
    }

    private async Task<SecretDetails> ReadAsync(Caller caller) => (await Database.Get<SecretPanelReader>().ReadAsync(caller, "bot", "API_KEY", None))!;

    private async Task ChangeAsync(Caller caller, string environment, string value)
    {
        using var draft = Given.Draft("API_KEY", (environment, value));
        Assert.True((await Database.Get<SecretStore>().ChangeAsync(caller, "bot", draft, None)).IsSaved);
    }
}
