using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Which token received which secret, told from real deliveries.</summary>
public sealed class SecretUsageTests : DatabaseTest
{
    private Caller manager = null!;
    private TokenCaller web = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("production", "two"));
        await Given.SecretAsync(manager, "STAGED", ("staging", "three"));
        web = await MintAsync("web", "production");
    }

    [Fact]
    public async Task Delivered_AllOfAnEnvironment_IsKnownForWhatHasAValueThere()
    {
        var at = Time.Now;
        await DeliverAsync(web);

        Assert.Equal([("API_KEY", "web", at), ("STAGED", null, null)], await LastAsync());
        Assert.Equal(["STAGED"], await NeverAsync());
        Assert.Equal([("web", at)], await ReceiversAsync("API_KEY"));
        Assert.Empty(await ReceiversAsync("STAGED"));
    }

    [Fact]
    public async Task Delivered_BeforeTheSecretWasThere_DoesNotCount()
    {
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Given.SecretAsync(manager, "LATER", ("production", "x"));

        Assert.Contains("LATER", await NeverAsync());
        Assert.Empty(await ReceiversAsync("LATER"));
    }

    [Fact]
    public async Task Delivered_ThenChanged_StaysKnown()
    {
        var at = Time.Now;
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(draft => draft.Values.Add("production", Given.Value("new")));

        Assert.Equal([("web", at)], await ReceiversAsync("API_KEY"));
    }

    [Fact]
    public async Task Delivered_ThenRemovedFromTheEnvironment_StaysKnownAndDoesNotGrow()
    {
        var at = Time.Now;
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(draft => draft.Remove.Add("production"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(web);

        Assert.Equal([("web", at)], await ReceiversAsync("API_KEY"));
        Assert.Equal(("API_KEY", "web", at), (await LastAsync())[0]);
        Assert.DoesNotContain("API_KEY", await NeverAsync());
    }

    [Fact]
    public async Task Delivered_WhileItWasAway_DoesNotCountWhenItIsBack()
    {
        await ChangeAsync(draft => draft.Remove.Add("production"));
        await DeliverAsync(web);
        Time.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(draft => draft.Values.Add("production", Given.Value("back")));

        Assert.Contains("API_KEY", await NeverAsync());
    }

    [Fact]
    public async Task Delivered_OneAlone_IsKnownForThatOneAlone()
    {
        await Given.SecretAsync(manager, "SECOND", ("production", "x"));
        var at = Time.Now;
        await DeliverAsync(web, "SECOND");

        Assert.Equal([("web", at)], await ReceiversAsync("SECOND"));
        Assert.Equal(["API_KEY", "STAGED"], await NeverAsync());
    }

    [Fact]
    public async Task Delivered_ToSeveral_TellsTheLatestFirstAndForgetsAfter30Days()
    {
        var other = await MintAsync("ci", "development", "365");
        await DeliverAsync(other);
        Time.Advance(TimeSpan.FromDays(20));
        manager = await Callers.SessionAsync(manager.UserId);
        await DeliverAsync(web);

        Assert.Equal(["web", "ci"], (await ReceiversAsync("API_KEY")).Select(receiver => receiver.Token));
        Time.Advance(TimeSpan.FromDays(11));
        manager = await Callers.SessionAsync(manager.UserId);
        Assert.Equal(["web"], (await ReceiversAsync("API_KEY")).Select(receiver => receiver.Token));
    }

    [Fact]
    public async Task Delivered_SecretOrTokenGoneMeanwhile_IsStillOnRecord()
    {
        var environment = Database.Get<SealedEnvironments>();
        var sealedNow = (await environment.FindAsync(web.Token.ProjectId, web.Token.EnvironmentId, None))!;
        await Database.Get<SecretStore>().DeleteAsync(manager, "bot", "API_KEY", null, None);
        await Database.Get<SecretResolver>().RecordAsync(web, sealedNow, "API_KEY");
        await Database.Get<EnvironmentStore>().RemoveAsync(manager, "bot", web.Token.EnvironmentId, null, None);
        await Database.Get<SecretResolver>().RecordAsync(web, sealedNow);

        Assert.Equal((AuditAction.SecretsDelivered, null), ((await AuditAsync())[^1].Action, (await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault));
    }

    [Fact]
    public async Task Receivers_AsAStranger_AreRefused() =>
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Database.Get<SecretUsage>().ListAsync(await Callers.OwnerAsync(), "bot", "API_KEY", None));

    private async Task<TokenCaller> MintAsync(string name, string environment, string days = "90")
    {
        var minted = await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = name, Environment = environment, Read = true, Days = days }, None);
        return new TokenCaller(Database.Get<TokenRegistry>().Find(minted.Token!)!, "192.0.2.9", "request");
    }

    private async Task DeliverAsync(TokenCaller token, string? key = null)
    {
        var resolver = Database.Get<SecretResolver>();
        var environment = await resolver.FindAsync(token, None);
        await (key is null ? resolver.RecordAsync(token, environment) : resolver.RecordAsync(token, environment, key));
    }

    private async Task ChangeAsync(Action<SecretDraft> change)
    {
        using var draft = Given.Draft("API_KEY");
        change(draft);
        Assert.True((await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).IsSaved);
    }

    private async Task<List<(string, string?, DateTime?)>> LastAsync() =>
        [.. (await Database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery(), None)).Items.Select(item => (item.Key, item.LastReceiver?.Token, item.LastReceiver?.At))];

    private async Task<List<string>> NeverAsync() =>
        [.. (await Database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery { NeverDelivered = true }, None)).Items.Select(item => item.Key)];

    private async Task<List<(string Token, DateTime At)>> ReceiversAsync(string key) =>
        [.. (await Database.Get<SecretUsage>().ListAsync(manager, "bot", key, None)).Receivers.Select(receiver => (receiver.Token, receiver.At))];
}
