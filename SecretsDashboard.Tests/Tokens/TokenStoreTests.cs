using System.Net;
using System.Text;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Tokens;

/// <summary>Minting, listing and revoking: the rules, who may, what is kept.</summary>
public sealed class TokenStoreTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TestCallers callers = null!;
    private Caller manager = null!;

    private TokenStore Store => database.Get<TokenStore>();

    public async Task InitializeAsync()
    {
        database = await TestDatabase.StartAsync();
        callers = new TestCallers(database);
        manager = await new Given(database, callers).ProjectAsync();
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Mint_Fine_KeepsADigestAndNotTheToken()
    {
        var outcome = await MintAsync(form => form.Addresses = "10.0.0.0/8,192.0.2.7\n2001:db8::1");

        Assert.Equal("saved", outcome.Outcome);
        var row = await database.ReadAsync(db => Task.FromResult(db.ServiceTokens.Single()));
        Assert.Equal((outcome.Id, "web server", TokenRights.Read | TokenRights.List, "10.0.0.0/8,192.0.2.7/32,2001:db8::1/128"), (row.Id, row.Name, row.Rights, row.Addresses));
        Assert.Equal(database.Time.Now.AddDays(90), row.ExpiresAt);
        Assert.Contains(row.PublicId, outcome.Token, StringComparison.Ordinal);
        Assert.Equal(32, row.Digest.Length);
        var secret = outcome.Token![17..60];
        var file = await File.ReadAllBytesAsync(database.Folder.Database);
        var wal = await File.ReadAllBytesAsync(database.Folder.Database + "-wal");
        Assert.DoesNotContain(secret, Encoding.Latin1.GetString([.. file, .. wal]), StringComparison.Ordinal);
        Assert.Equal("web server", database.Get<TokenRegistry>().Find(outcome.Token)?.Name);
    }

    public static TheoryData<string, string, string> Mistakes { get; } = new()
    {
        { "name", " ", "Name is required" },
        { "name", new string('n', 101), "Name is too long: at most 100 characters" },
        { "name", "a\u0000b", "Name must be one line" },
        { "days", "0", "Expiry is a whole number of days from 1 to 365" },
        { "days", "366", "Expiry is a whole number of days from 1 to 365" },
        { "days", "-1", "Expiry is a whole number of days from 1 to 365" },
        { "days", "1.5", "Expiry is a whole number of days from 1 to 365" },
        { "days", "", "Expiry is a whole number of days from 1 to 365" },
        { "read", "", "A token needs at least one right" },
        { "addresses", "10.0.0.0/33", "10.0.0.0/33 is not an address or a network such as 10.0.0.0/8" },
        { "addresses", "example.com", "example.com is not an address or a network such as 10.0.0.0/8" },
        { "addresses", "10", "10 is not an address or a network such as 10.0.0.0/8" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mint_Mistake_NamesTheRuleAndKeepsNothing(string field, string text, string message)
    {
        var outcome = await MintAsync(form => _ = field switch
        {
            "name" => form.Name = text,
            "days" => form.Days = text,
            "addresses" => form.Addresses = text,
            _ => (form.Read = form.List = false).ToString(),
        });

        Assert.Equal("invalid", outcome.Outcome);
        Assert.Null(outcome.Token);
        var told = Assert.Single(outcome.Messages);
        Assert.Equal((field, message), (told.Field, told.Text));
        Assert.Equal(0, await database.ReadAsync(db => Task.FromResult(db.ServiceTokens.Count())));
    }

    [Fact]
    public async Task Mint_NameOfALiveToken_IsRefusedUntilThatIsRevoked()
    {
        var first = await MintAsync();
        Assert.Equal("A live token with this name already exists", Assert.Single((await MintAsync()).Messages).Text);
        await Store.RevokeAsync(manager, Given.Project, first.Id!.Value, CancellationToken.None);
        Assert.Equal("saved", (await MintAsync()).Outcome);
    }

    [Theory]
    [InlineData(ProjectRole.Viewer)]
    [InlineData(ProjectRole.Editor)]
    public async Task Mint_NotAManager_IsRefusedAndSeesNone(ProjectRole role)
    {
        var minted = await MintAsync();
        var person = await callers.InAsync(Given.Project, role);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.MintAsync(person, Given.Project, Form(), CancellationToken.None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RevokeAsync(person, Given.Project, minted.Id!.Value, CancellationToken.None));
        var page = await Store.ListAsync(person, Given.Project, CancellationToken.None);

        Assert.False(page.CanManage);
        Assert.Empty(page.Tokens);
        Assert.NotNull(database.Get<TokenRegistry>().Find(minted.Token!));
    }

    [Fact]
    public async Task Mint_UnknownEnvironment_IsRefused() =>
        await Assert.ThrowsAsync<AccessDeniedException>(() => MintAsync(form => form.Environment = "nowhere"));

    [Fact]
    public async Task Revoke_ForeignProject_IsRefused()
    {
        var minted = await MintAsync();
        var other = await new Given(database, callers).ProjectAsync("other", "Other");
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RevokeAsync(other, "other", minted.Id!.Value, CancellationToken.None));
        Assert.NotNull(database.Get<TokenRegistry>().Find(minted.Token!));
    }

    [Fact]
    public async Task Revoke_Twice_IsOneEntry()
    {
        var minted = await MintAsync();
        await Store.RevokeAsync(manager, Given.Project, minted.Id!.Value, CancellationToken.None);
        await Store.RevokeAsync(manager, Given.Project, minted.Id!.Value, CancellationToken.None);

        Assert.Null(database.Get<TokenRegistry>().Find(minted.Token!));
        Assert.Equal(1, await database.ReadAsync(db => Task.FromResult(db.Audit.Count(entry => entry.Action == AuditAction.TokenRevoked))));
        var page = await Store.ListAsync(manager, Given.Project, CancellationToken.None);
        Assert.Equal(TokenState.Revoked, Assert.Single(page.Tokens).StateAt(database.Time.Now));
    }

    [Fact]
    public async Task Reach_OwnAndShared_IsWhatADeliveryHolds()
    {
        var given = new Given(database, callers);
        await given.SecretAsync(manager, "API_KEY", ("production", "own"), ("staging", "own"));
        await given.SecretAsync(manager, "SMTP", ("production", "own"));
        var owner = await callers.OwnerAsync();
        await given.SecretInAsync(owner, ProjectAddress.Shared, "SMTP", ("production", "shared"), ("staging", "shared"));
        await given.SecretInAsync(owner, ProjectAddress.Shared, "LICENCE", ("production", "shared"));

        var reach = await Store.ReachAsync(manager, Given.Project, CancellationToken.None);

        Assert.Equal([new("development", 0, 0, null), new("staging", 1, 1, "API_KEY"), new("production", 2, 1, "API_KEY")], reach);
        Assert.Equal(["It would receive nothing yet: no secret has a value there.", "It receives 2 secrets, 1 of them shared.", "It receives 3 secrets, 1 of them shared."], reach.Select(each => each.Sentence));
        foreach (var (environment, own, shared, _) in reach)
        {
            var program = await given.TokenAsync(manager, Given.Project, environment, environment);
            Assert.Equal(own + shared, (await database.Get<SecretResolver>().FindAsync(program, CancellationToken.None)).Secrets.Count);
        }
    }

    [Fact]
    public async Task List_EndedTokenThatIsStillShown_SaysWhenAndFromWhere()
    {
        var (asked, quiet, live) = (await MintAsync(), await MintAsync(form => form.Name = "quiet"), await MintAsync(form => form.Name = "live"));
        await Store.RevokeAsync(manager, Given.Project, asked.Id!.Value, CancellationToken.None);
        await Store.RevokeAsync(manager, Given.Project, quiet.Id!.Value, CancellationToken.None);
        var at = database.Time.Now;
        await database.Get<TokenGuard>().RecordTurnedAwayAsync(asked.Token, IPAddress.Parse("192.0.2.7"), "request");
        database.Time.Advance(TimeSpan.FromMinutes(1));
        await database.Get<TokenGuard>().RecordTurnedAwayAsync("sdt_nonsense", IPAddress.Parse("192.0.2.8"), "request");

        var tokens = (await Store.ListAsync(manager, Given.Project, CancellationToken.None)).Tokens;

        Assert.Equal([("web server", at, "192.0.2.7")], tokens.Where(token => token.AskedAt is not null).Select(token => (token.Name, token.AskedAt!.Value, token.AskedFrom)));
        Assert.Equal(3, tokens.Count);
        Assert.NotNull(live.Token);
    }

    private Task<MintOutcome> MintAsync(Action<TokenForm>? change = null)
    {
        var form = Form();
        change?.Invoke(form);
        return Store.MintAsync(manager, Given.Project, form, CancellationToken.None);
    }

    private static TokenForm Form() => new() { Name = "web server", Environment = "production", Read = true, List = true, Days = "90" };
}
