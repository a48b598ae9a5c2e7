using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Who received what the organization shares: tokens of every project, except those whose own stood over it; foreign ones without a name.</summary>
public sealed class SharedUsageTests : DatabaseTest
{
    private const string Shared = ProjectAddress.Shared;
    private const string Foreign = "a token of another project";

    private Caller owner = null!;
    private Caller manager = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretInAsync(owner, Shared, "SMTP", ("development", "x"), ("production", "y"));
        await Given.SecretInAsync(owner, Shared, "LICENCE", ("staging", "z"));
    }

    [Fact]
    public async Task Delivered_ToAnotherProject_IsKnownAndNamedToItsMembersAlone()
    {
        Assert.Equal(["LICENCE", "SMTP"], await NeverAsync());
        var at = Time.Now;
        await DeliverAsync(await Given.TokenAsync(manager, "bot", "web", "production"));

        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner, "SMTP"));
        Assert.Equal([("web", at)], await ReceiversAsync(manager, "SMTP"));
        Assert.Empty(await ReceiversAsync(owner, "LICENCE"));
        Assert.Equal([("LICENCE", null), ("SMTP", Foreign)], await LastAsync());
        Assert.Equal(["LICENCE"], await NeverAsync());
    }

    [Fact]
    public async Task Delivered_OneAlone_IsKnown()
    {
        await DeliverAsync(await Given.TokenAsync(manager, "bot", "web", "staging"), "LICENCE");

        Assert.Equal(["SMTP"], await NeverAsync());
        Assert.Equal(Foreign, Assert.Single(await ReceiversAsync(owner, "LICENCE")).Token);
    }

    [Fact]
    public async Task Delivered_ToAPersonalToken_HoldsNothingShared()
    {
        var mia = await Callers.MemberAsync();
        await Given.SecretInAsync(mia, ProjectAddress.Personal, "SMTP", ("development", "hers"));
        await DeliverAsync(await Given.TokenAsync(owner, Shared, "relay", "development"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(await Given.TokenAsync(mia, ProjectAddress.Personal, "hers", "development"));

        Assert.Equal(["relay"], (await ReceiversAsync(owner, "SMTP")).Select(each => each.Token));
        Assert.Equal([("LICENCE", null), ("SMTP", "relay")], await LastAsync());
        Assert.Equal(["relay"], (await ReceiversAsync(mia, "SMTP")).Select(each => each.Token));
        // deleting it brings no shared one back
        Assert.Empty((await Database.Get<SecretUsage>().ListAsync(mia, ProjectAddress.Personal, "SMTP", None)).SharedIn);
    }

    [Fact]
    public async Task Delivered_WithAnOwnOverIt_DoesNotCount()
    {
        await Database.Get<ProjectStore>().ChangeAsync(manager, "bot", "Bot", true, false, None);
        await Given.SecretInAsync(manager, "bot", "smtp", ("production", "own"));
        await DeliverAsync(await Given.TokenAsync(manager, "bot", "web", "production"));

        Assert.Empty(await ReceiversAsync(owner, "SMTP"));
        Assert.Contains("SMTP", await NeverAsync());
    }

    [Theory]
    [InlineData("a new secret")]
    [InlineData("a further environment")]
    [InlineData("an import")]
    public async Task Delivered_ThenCovered_StaysKnownAndDoesNotGrow(string by)
    {
        if (by == "a further environment")
        {
            await Given.SecretInAsync(manager, "bot", "SMTP", ("development", "own"));
        }
        var at = Time.Now;
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await CoverAsync(by);
        Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(web);

        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner, "SMTP"));
        Assert.Equal([("LICENCE", null), ("SMTP", Foreign)], await LastAsync());
        Assert.DoesNotContain("SMTP", await NeverAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delivered_CoveredThenUncovered_CountsFromTheNextDeliveryOn(bool deleted)
    {
        await Given.SecretInAsync(manager, "bot", "SMTP", ("development", "own"), ("production", "own"));
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await UncoverAsync(deleted);

        Assert.Empty(await ReceiversAsync(owner, "SMTP"));
        Assert.Contains("SMTP", await NeverAsync());
        Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(web);
        Assert.Equal([(Foreign, Time.Now)], await ReceiversAsync(owner, "SMTP"));
        Assert.DoesNotContain("SMTP", await NeverAsync());
    }

    [Fact]
    public async Task Delivered_ThenCoveredAndUncovered_IsTheFirstDelivery()
    {
        var at = Time.Now;
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await CoverAsync("a new secret");
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await UncoverAsync(deleted: true);

        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner, "SMTP"));
    }

    [Fact]
    public async Task Delivered_ThenRemovedFromTheEnvironment_StaysKnown()
    {
        var at = Time.Now;
        await DeliverAsync(await Given.TokenAsync(manager, "bot", "web", "production"));
        using var draft = Given.Draft("SMTP");
        draft.Remove.Add("production");
        Assert.True((await Database.Get<SecretStore>().ChangeAsync(owner, Shared, draft, None)).IsSaved);

        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner, "SMTP"));
        Assert.DoesNotContain("SMTP", await NeverAsync());
    }

    [Fact]
    public async Task Delivered_Shared_SaysNothingOfTheProjectsOwnSecrets()
    {
        await Given.SecretInAsync(manager, "bot", "OWN", ("production", "own"));
        await DeliverAsync(await Given.TokenAsync(owner, Shared, "relay", "production"));

        Assert.Empty((await Database.Get<SecretUsage>().ListAsync(manager, "bot", "OWN", None)).Receivers);
    }

    private async Task CoverAsync(string by)
    {
        var store = Database.Get<SecretStore>();
        using var draft = Given.Draft("SMTP", ("production", "own"));
        using var file = DotEnv.Parse("SMTP=own"u8);
        Assert.True(by switch
        {
            "a new secret" => await store.AddAsync(manager, "bot", draft, None),
            "a further environment" => await store.ChangeAsync(manager, "bot", draft, None),
            _ => await store.ImportAsync(manager, "bot", file, ["production"], null, None),
        } is { IsSaved: true });
    }

    private async Task UncoverAsync(bool deleted)
    {
        if (deleted)
        {
            await Database.Get<SecretStore>().DeleteAsync(manager, "bot", "SMTP", null, None);
            return;
        }
        using var draft = Given.Draft("SMTP");
        draft.Remove.Add("production");
        Assert.True((await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).IsSaved);
    }

    private async Task DeliverAsync(TokenCaller token, string? key = null)
    {
        var resolver = Database.Get<SecretResolver>();
        var environment = await resolver.FindAsync(token, None);
        await (key is null ? resolver.RecordAsync(token, environment) : resolver.RecordAsync(token, environment, key));
    }

    private async Task<List<string>> NeverAsync() =>
        [.. (await Database.Get<SecretList>().ReadAsync(owner, Shared, new SecretQuery { NeverDelivered = true }, None)).Items.Select(item => item.Key)];

    private async Task<List<(string, string?)>> LastAsync() =>
        [.. (await Database.Get<SecretList>().ReadAsync(owner, Shared, new SecretQuery(), None)).Items.Select(item => (item.Key, item.LastReceiver?.Token))];

    private async Task<List<(string Token, DateTime At)>> ReceiversAsync(Caller caller, string key) =>
        [.. (await Database.Get<SecretUsage>().ListAsync(caller, Shared, key, None)).Receivers.Select(receiver => (receiver.Token, receiver.At))];
}
