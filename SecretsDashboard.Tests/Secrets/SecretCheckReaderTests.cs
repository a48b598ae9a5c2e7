using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Why a program does not get a secret: each answer of the check, and that nobody is told of a token who may not see it.</summary>
public sealed class SecretCheckReaderTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("production", "synthetic"));
    }

    [Fact]
    public async Task Read_NothingSaid_IsProductionAndItsLikeliestToken()
    {
        await Given.TokenAsync(manager, "bot", "old", "production");
        await RevokeAsync("old");
        await Given.TokenAsync(manager, "bot", "idle", "production");
        var busy = await Given.TokenAsync(manager, "bot", "busy", "production");
        await Given.TokenAsync(manager, "bot", "elsewhere", "staging");
        await DeliverAsync(busy);

        var check = await CheckAsync(manager);

        Assert.Equal(("API_KEY", "production", busy.Token.Id), (check.Key, check.Environment, check.Token));
        Assert.Equal(["busy", "idle", "old (revoked)"], check.Tokens.Select(token => token.Label));
        Assert.All(check.Lines, line => Assert.Equal(CheckState.Fine, line.State));
        Assert.Equal("secrets run --only API_KEY -- sh -c 'echo \"API_KEY arrived: ${#API_KEY} characters\"'", check.Command);
    }

    [Fact]
    public async Task Value_Set_SaysWhichVersionAndWhoSetIt()
    {
        var line = (await CheckAsync(manager)).Lines[0];

        Assert.Equal((CheckState.Fine, "Production has a value: version 1, set", (DateTime?)Time.Now, " by Adam Admin."), (line.State, line.Text, line.At, line.After));
    }

    [Fact]
    public async Task Value_NotSet_IsMendedByThoseWhoMaySetIt()
    {
        var line = (await CheckAsync(manager, "staging")).Lines[0];
        Assert.Equal((CheckState.LookHere, "Staging has no value, so programs there do not get it.", true), (line.State, line.Text, line.MendsValue));

        Assert.False((await CheckAsync(await Callers.ViewerOfAsync("bot"), "staging")).Lines[0].MendsValue);
        await Given.ProtectAsync("staging");
        Assert.False((await CheckAsync(await Callers.EditorOfAsync("bot"), "staging")).Lines[0].MendsValue);
    }

    [Fact]
    public async Task Value_SharedBeneath_IsReceivedOrOverridden()
    {
        var owner = await Callers.OwnerAsync();
        await Database.Get<SharingStore>().ChooseAsync(owner, null, true, [], None);
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "API_KEY", ("staging", "synthetic"), ("production", "synthetic"));
        var web = await Given.TokenAsync(manager, "bot", "web", "staging");
        await DeliverAsync(web);

        var beneath = await CheckAsync(manager, "staging");
        Assert.Equal((CheckState.Fine, "Staging has no value of its own. Programs get the one that the organization shares."), (beneath.Lines[0].State, beneath.Lines[0].Text));
        Assert.Equal((CheckState.Fine, "The token last received it", (DateTime?)Time.Now), Of(beneath.Lines[^1]));

        var over = (await CheckAsync(manager)).Lines[1];
        Assert.Equal((CheckState.LookHere, "The organization shares a secret with this key. Programs get this project's value instead."), (over.State, over.Text));
        Assert.Equal(["Programs of other projects receive it with tokens of their own. Their project's tokens page tells more."],
            (await CheckAsync(owner, "staging", project: ProjectAddress.Shared)).Lines.Where(line => line.State == CheckState.Unknown).Select(line => line.Text));
    }

    [Fact]
    public async Task Name_IsToldInItsOwnCase()
    {
        var check = await Database.Get<SecretCheckReader>().ReadAsync(manager, "bot", "api_key", "production", null, None);

        Assert.Equal("Its name is API_KEY. Programs ask for exactly that: upper and lower case count.", check!.Lines[1].Text);
    }

    [Fact]
    public async Task Token_None_LeadsToTheTokens()
    {
        var line = (await CheckAsync(manager)).Lines[^1];

        Assert.Equal((CheckState.LookHere, "Production has no token, so no program receives anything from it."), (line.State, line.Text));
        Assert.Equal("/projects/bot/tokens", line.Link?.Address);
    }

    [Fact]
    public async Task Token_RevokedOrExpired_IsSaidWithTheMoment()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await RevokeAsync("web");
        var revoked = (await CheckAsync(manager, token: web.Token.Id)).Lines[2];
        Assert.Equal((CheckState.LookHere, "web was revoked", (DateTime?)Time.Now), Of(revoked));
        var next = await Given.TokenAsync(manager, "bot", "web", "production");
        var end = Time.Now.AddDays(90);
        Time.Advance(TimeSpan.FromDays(91));
        manager = await Callers.SessionAsync(manager.UserId);

        var expired = (await CheckAsync(manager, token: next.Token.Id)).Lines[2];

        Assert.Equal((CheckState.LookHere, "web expired", (DateTime?)end), Of(expired));
        Assert.Equal(($"/projects/bot/tokens?renew={next.Token.PublicId}", "Renew it"), expired.Link);
    }

    [Fact]
    public async Task Token_WithoutTheRightOrFromElsewhere_IsSaid()
    {
        var minted = await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = "web", Environment = "production", List = true, Days = "90", Addresses = "10.0.0.0/8" }, None);

        var lines = (await CheckAsync(manager, token: minted.Id)).Lines;

        Assert.Equal((CheckState.LookHere, "The token may not read values. Its rights stay as they are: make a new one with Read values."), (lines[3].State, lines[3].Text));
        Assert.Equal((CheckState.Unknown, "The token is let in from 10.0.0.0/8 only. Does the program run there?"), (lines[4].State, lines[4].Text));
    }

    [Fact]
    public async Task Refusal_IsToldUntilItReceivedAgain()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await Database.Get<TokenGuard>().RefuseAsync(web, AccessDeniedException.UnknownTarget);
        var at = Time.Now;

        var refused = (await CheckAsync(manager)).Lines[^2];
        Assert.Equal((CheckState.LookHere, "The token was last refused", (DateTime?)at), Of(refused));
        Assert.Equal((" from 192.0.2.9: it asked for a key that there is not.", "/projects/bot/audit"), (refused.After, refused.Link?.Address));

        Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(web);
        var over = (await CheckAsync(manager)).Lines[^2];
        Assert.Equal((CheckState.Fine, "The token was last refused", (DateTime?)at), Of(over));
        Assert.EndsWith("It has received this secret since.", over.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfATokenThatEnded_IsFoundByItsName()
    {
        var minted = await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = "web", Environment = "production", Read = true, Days = "90" }, None);
        await RevokeAsync("web");
        await Database.Get<TokenGuard>().RecordTurnedAwayAsync(minted.Token, IPAddress.Parse("192.0.2.7"), "request");

        var line = (await CheckAsync(manager)).Lines[^2];

        Assert.Equal((CheckState.LookHere, " from 192.0.2.7: the token had ended."), (line.State, line.After));
    }

    [Fact]
    public async Task Delivery_OfAnEarlierVersion_WaitsForTheNextStart()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        Assert.Equal((CheckState.LookHere, "The token was never used. Does the program have SECRETS_URL and SECRETS_TOKEN?", null), Of((await CheckAsync(manager)).Lines[^1]));
        await DeliverAsync(web);
        var at = Time.Now;
        Assert.Equal((CheckState.Fine, "The token last received version 1,", (DateTime?)at), Of((await CheckAsync(manager)).Lines[^1]));
        Time.Advance(TimeSpan.FromMinutes(1));
        using (var draft = Given.Draft("API_KEY", ("production", "another")))
        {
            Assert.True((await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).IsSaved);
        }

        var line = (await CheckAsync(manager)).Lines[^1];

        Assert.Equal((CheckState.LookHere, "The token last received version 1,", (DateTime?)at), Of(line));
        Assert.Equal(". It gets version 2 when its program next asks: restart it.", line.After);
    }

    [Fact]
    public async Task Delivery_UsedForSomethingElse_SaysWhen()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "staging");
        await Database.Gate.WriteAsync(db => db.ServiceTokens.Where(token => token.Id == web.Token.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, Time.Now)), None);

        Assert.Equal((CheckState.LookHere, "The token never received it. It was last used", (DateTime?)Time.Now), Of((await CheckAsync(manager, "staging")).Lines[^1]));
    }

    [Fact]
    public async Task Read_WithoutTheRightToSeeTokens_TellsNothingOfThem()
    {
        var web = await Given.TokenAsync(manager, "bot", "web-server", "production");
        await Database.Get<TokenGuard>().RefuseAsync(web, AccessDeniedException.RightMissing);
        await DeliverAsync(web);

        foreach (var caller in (Caller[])[await Callers.ViewerOfAsync("bot"), await Callers.EditorOfAsync("bot")])
        {
            var check = await CheckAsync(caller, token: web.Token.Id);

            Assert.Empty(check.Tokens);
            Assert.Null(check.Token);
            Assert.Equal((CheckState.Fine, "A program in Production last received it", (DateTime?)Time.Now), Of(check.Lines[2]));
            Assert.Equal("Managers of this project see more here: the token of the program, and why it was refused.", check.Lines[3].Text);
            Assert.DoesNotContain(check.Lines, line => $"{line}".Contains("web-server", StringComparison.Ordinal) || $"{line}".Contains("192.0.2.9", StringComparison.Ordinal) || $"{line}".Contains("tokens", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Read_NoSuchSecretOrEnvironment_IsNothing()
    {
        Assert.Null(await Database.Get<SecretCheckReader>().ReadAsync(manager, "bot", "NEVER_WAS", null, null, None));
        Assert.Null(await Database.Get<SecretCheckReader>().ReadAsync(manager, "bot", "API_KEY", "nowhere", null, None));
    }

    private static (CheckState State, string Text, DateTime? At) Of(CheckLine line) => (line.State, line.Text, line.At);

    private async Task<SecretCheck> CheckAsync(Caller caller, string environment = "production", Guid? token = null, string project = "bot") =>
        (await Database.Get<SecretCheckReader>().ReadAsync(caller, project, "API_KEY", environment == "production" ? null : environment, token, None))!;

    private async Task DeliverAsync(TokenCaller token)
    {
        await Database.Get<SecretResolver>().RecordAsync(token, await Database.Get<SecretResolver>().FindAsync(token, None));
    }

    private async Task RevokeAsync(string name) => await Database.Get<TokenStore>().RevokeAsync(
        manager, "bot", (await Database.Get<TokenStore>().ListAsync(manager, "bot", None)).Tokens.First(token => token.Name == name && token.RevokedAt is null).Id, None);
}
