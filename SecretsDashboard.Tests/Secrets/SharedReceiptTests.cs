using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What was delivered of the organization's stays known to it, whatever goes afterwards: an environment, a project, its place on the list.</summary>
public sealed class SharedReceiptTests : DatabaseTest
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
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheReceiversEnvironment_Removed_LeavesTheReceipt(bool alone)
    {
        var at = await DeliveredAsync(alone ? "SMTP" : null);
        await RemoveAsync(manager, "bot", "production");

        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner));
        Assert.Equal([("web (removed)", at)], await ReceiversAsync(manager));
        Assert.Empty(await NeverAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheReceiversProject_Deleted_LeavesTheReceipt(bool alone)
    {
        var at = await DeliveredAsync(alone ? "SMTP" : null);
        Assert.True((await Database.Get<ProjectStore>().DeleteAsync(manager, "bot", "bot", None)).IsDone);

        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner));
        Assert.Equal([(Foreign, at)], await ReceiversAsync(manager));
        Assert.Empty(await NeverAsync());
    }

    [Theory]
    [InlineData("environment")]
    [InlineData("project")]
    public async Task WhatStoodOverIt_GoneWithItsPlace_NeverBecomesAReceipt(string gone)
    {
        await Given.SecretInAsync(owner, Shared, "LICENCE", ("production", "z"));
        await Given.SecretInAsync(manager, "bot", "SMTP", ("production", "own"), ("staging", "own"));
        await DeliveredAsync(null);
        Time.Advance(TimeSpan.FromMinutes(1));
        await (gone == "project" ? Database.Get<ProjectStore>().DeleteAsync(manager, "bot", "bot", None) : RemoveAsync(manager, "bot", "production"));

        Assert.Empty(await ReceiversAsync(owner));
        Assert.Equal(["SMTP"], await NeverAsync());
    }

    [Fact]
    public async Task TheProject_TakenOffTheListAndPutBack_ReceivesAgainFromItsNextDeliveryOn()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await DeliverAsync(web);
        var at = Time.Now;
        Assert.True((await Sharing.ChooseAsync(owner, null, false, [], None)).IsDone);
        Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(web);
        await Given.SecretInAsync(owner, Shared, "MEANWHILE", ("production", "z"));
        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner));

        Assert.True((await Sharing.ChooseAsync(owner, null, false, ["bot"], None)).IsDone);
        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner));
        Assert.Equal(["MEANWHILE"], await NeverAsync());
        Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(web);
        Assert.Equal([(Foreign, Time.Now)], await ReceiversAsync(owner));
        Assert.Empty(await NeverAsync());
    }

    [Fact]
    public async Task ItsOwnEnvironment_Removed_LeavesTheReceiptOfWhatStaysElsewhere()
    {
        var at = await DeliveredAsync(null);
        await RemoveAsync(owner, Shared, "production");

        Assert.Equal([(Foreign, at)], await ReceiversAsync(owner));
        Assert.Empty(await NeverAsync());
    }

    [Fact]
    public async Task ATeamsOwnEnvironment_Removed_LeavesTheReceiptOfWhatStaysElsewhere()
    {
        await Given.SecretInAsync(manager, "bot", "OWN", ("production", "x"), ("staging", "x"));
        var at = await DeliveredAsync(null);
        await RemoveAsync(manager, "bot", "production");

        var use = await Database.Get<SecretUsage>().ListAsync(manager, "bot", "OWN", None);
        Assert.Equal([("web (removed)", at)], use.Receivers.Select(receiver => (receiver.Token, receiver.At)));
    }

    [Fact]
    public async Task RemovingAnEnvironment_OfTheOrganization_TellsWhoReceivesIt()
    {
        await DeliveredAsync(null);
        await DeliverAsync(await Given.TokenAsync(owner, Shared, "relay", "production"));

        var items = (await Database.Get<ProjectStore>().GetAsync(owner, Shared, None)).Environments;
        Assert.Equal([("development", 0), ("staging", 0), ("production", 1)], items.Select(item => (item.Slug, item.Receivers)));
        Time.Advance(TimeSpan.FromDays(EnvironmentListItem.Days + 1));
        Assert.All((await Database.Get<ProjectStore>().GetAsync(await Callers.OwnerAsync(), Shared, None)).Environments, item => Assert.Equal(0, item.Receivers));
    }

    private SharingStore Sharing => Database.Get<SharingStore>();

    private async Task<DateTime> DeliveredAsync(string? key)
    {
        await DeliverAsync(await Given.TokenAsync(manager, "bot", "web", "production"), key);
        return Time.Now;
    }

    private async Task DeliverAsync(TokenCaller token, string? key = null)
    {
        var resolver = Database.Get<SecretResolver>();
        var environment = await resolver.FindAsync(token, None);
        await (key is null ? resolver.RecordAsync(token, environment) : resolver.RecordAsync(token, environment, key));
    }

    private async Task<ProjectOutcome> RemoveAsync(Caller caller, string project, string slug)
    {
        var environment = (await Database.Get<ProjectStore>().GetAsync(caller, project, None)).Environments.Single(each => each.Slug == slug).Id;
        var outcome = await Database.Get<EnvironmentStore>().RemoveAsync(caller, project, environment, null, None);
        Assert.True(outcome.IsDone);
        return outcome;
    }

    private async Task<List<string>> NeverAsync() =>
        [.. (await Database.Get<SecretList>().ReadAsync(owner, Shared, new SecretQuery { NeverDelivered = true }, None)).Items.Select(item => item.Key)];

    private async Task<List<(string Token, DateTime At)>> ReceiversAsync(Caller caller) =>
        [.. (await Database.Get<SecretUsage>().ListAsync(caller, Shared, "SMTP", None)).Receivers.Select(receiver => (receiver.Token, receiver.At))];
}
