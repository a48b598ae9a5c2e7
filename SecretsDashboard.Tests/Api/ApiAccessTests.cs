using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Api;

/// <summary>Who is let in by the API and who is not; every refusal is on record.</summary>
public sealed class ApiAccessTests(ApiApp api) : IClassFixture<ApiApp>
{
    public static TheoryData<string, string, string> Calls { get; } = new()
    {
        { "GET", "/api/v1/secrets", "list write" },
        { "GET", "/api/v1/secrets?format=dotenv", "list write" },
        { "GET", "/api/v1/secrets/A", "list write" },
        { "GET", "/api/v1/keys", "read write" },
        { "PUT", "/api/v1/secrets/A", "read list" },
        { "DELETE", "/api/v1/secrets/A", "read list" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_RightIsMissing_IsForbiddenAndOnRecord(string method, string path, string rights)
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "A", ("development", "synthetic"));
        using var token = await TokenUser.MintAsync(api.App, project, rights: rights);

        using var answer = await token.SendAsync(new HttpMethod(method), path, method == "PUT" ? Visitor.Json("{\"value\":\"x\"}") : null);

        await ApiApp.ProblemAsync(answer, HttpStatusCode.Forbidden, "forbidden");
        var entry = Assert.Single(await api.AuditAsync(token.Id));
        Assert.Equal((AuditAction.AccessRefused, AuditLine.Denied), (entry.Action, entry.Outcome));
        Assert.Contains(AccessDeniedException.RightMissing, Encoding.UTF8.GetString(entry.Body), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_WithoutToken_IsUnauthorized(string method, string path, string rights)
    {
        Assert.NotEmpty(rights); // what a token would lack there is of no matter to who has none
        using var visitor = await api.App.SignedInAsync();
        // a session's cookie means nothing here
        using var answer = await visitor.SendAsync(new HttpMethod(method), path, method == "PUT" ? Visitor.Json("{\"value\":\"x\"}") : null);
        await ApiApp.ProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Token_ShownWrongly_IsUnauthorizedAndNowhereInLogOrAudit()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        var text = token.Text;
        var typo = text[..^1] + (text[^1] == 'a' ? 'b' : 'a');
        (string Name, AuthenticationHeaderValue? Header, string Path)[] wrongly =
        [
            ("in the query", null, $"/api/v1/secrets?token={text}&access_token={text}"),
            ("basic", new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{text}:"))), "/api/v1/secrets"),
            ("without a scheme", new(text), "/api/v1/secrets"),
            ("a typo", new("Bearer", typo), "/api/v1/secrets"),
            ("cut", new("Bearer", text[..60]), "/api/v1/secrets"),
            ("longer", new("Bearer", text + "A"), "/api/v1/secrets"),
            ("unknown", new("Bearer", "sdt_AAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB4UUnqZ"), "/api/v1/secrets"),
            ("twice", new("Bearer", $"{text}, {text}"), "/api/v1/secrets"),
        ];
        var before = await TurnedAwayAsync();
        foreach (var (name, header, path) in wrongly)
        {
            using var answer = await token.SendAsync(HttpMethod.Get, path, null, request => request.Headers.Authorization = header ?? new("None", "none"));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, name);
            await ApiApp.ProblemAsync(answer, HttpStatusCode.Unauthorized, "unauthorized");
        }
        Assert.False(api.App.Log.Text.Contains(text, StringComparison.Ordinal), "the log names the token");
        await using var db = await api.App.ReadAsync();
        Assert.DoesNotContain(db.Audit.Select(entry => entry.Body).ToList(), body => Encoding.UTF8.GetString(body).Contains(text, StringComparison.Ordinal));
        Assert.Equal(wrongly.Length, await TurnedAwayAsync() - before);
    }

    [Fact]
    public async Task Token_FromAForeignAddress_IsUnauthorizedAndOnRecord()
    {
        var project = await api.App.AddProjectAsync();
        using var foreign = await TokenUser.MintAsync(api.App, project, addresses: "192.0.2.0/24");
        using var local = await TokenUser.MintAsync(api.App, project, addresses: "192.0.2.0/24, 127.0.0.0/8 ::1");

        await ApiApp.ProblemAsync(await foreign.GetAsync("/api/v1/secrets"), HttpStatusCode.Unauthorized, "unauthorized");
        using var answer = await local.GetAsync("/api/v1/secrets");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var entry = Assert.Single(await api.AuditAsync(foreign.Id));
        Assert.Contains(AccessDeniedException.ForeignAddress, Encoding.UTF8.GetString(entry.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Expired_IsUnauthorized()
    {
        await using var own = await TestApp.StartAsync();
        using var token = await TokenUser.MintAsync(own, await own.AddProjectAsync(), days: "1");
        using var before = await token.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        own.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets"), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Token_Revoked_NoneOfAThousandRequestsStartedAfterwardsIsLetIn()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "A", ("development", "synthetic"));
        using var token = await TokenUser.MintAsync(api.App, project);
        using var stop = new CancellationTokenSource();
        var stream = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var answer = await token.GetAsync("/api/v1/secrets");
            }
        }));

        await api.App.Services.GetRequiredService<TokenStore>().RevokeAsync((await api.App.SetUpOwnerAsync()).Caller, project, token.Id, CancellationToken.None);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ =>
        {
            using var answer = await token.GetAsync("/api/v1/secrets");
            return answer.StatusCode;
        }));

        await stop.CancelAsync();
        await stream;
        Assert.Equal(1000, answers.Count(status => status == HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Token_AfterARestart_WorksOrIsStillRevoked()
    {
        using var folder = new ServerFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        using var visitor = new Visitor(server.Address);
        using (await visitor.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password))
        {
            await visitor.ReadFormTokenAsync();
        }
        await server.StopAsync();
        var tokens = await MintTwoAndRevokeOneAsync(folder);
        await using var again = await ServerProcess.StartAsync(folder);
        using var http = new HttpClient { BaseAddress = new Uri(again.Address) };
        var statuses = new List<HttpStatusCode>();
        foreach (var token in tokens)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/secrets") { Headers = { Authorization = new("Bearer", token) } };
            using var answer = await http.SendAsync(request);
            statuses.Add(answer.StatusCode);
        }
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], statuses);
    }

    private static async Task<string[]> MintTwoAndRevokeOneAsync(ServerFolder folder)
    {
        await using var opened = await OpenedFolder.OpenAsync(folder);
        await using var db = await opened.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var session = await db.Sessions.SingleAsync();
        var owner = new Caller(session.UserId, session.Id, null, "test");
        Assert.True((await opened.Services.GetRequiredService<ProjectStore>().CreateAsync(owner, new ProjectForm { Name = "Bot", Slug = "bot" }, CancellationToken.None)).IsDone);
        var store = opened.Services.GetRequiredService<TokenStore>();
        var kept = await store.MintAsync(owner, "bot", new TokenForm { Name = "kept", Environment = "staging", Read = true, Days = "1" }, CancellationToken.None);
        var revoked = await store.MintAsync(owner, "bot", new TokenForm { Name = "revoked", Environment = "staging", Read = true, Days = "1" }, CancellationToken.None);
        await store.RevokeAsync(owner, "bot", revoked.Id!.Value, CancellationToken.None);
        return [kept.Token!, revoked.Token!];
    }

    [Theory]
    [InlineData("POST", "/api/v1/secrets", HttpStatusCode.MethodNotAllowed, "invalid_request")]
    [InlineData("DELETE", "/api/v1/secrets", HttpStatusCode.MethodNotAllowed, "invalid_request")]
    [InlineData("PATCH", "/api/v1/secrets/A", HttpStatusCode.MethodNotAllowed, "invalid_request")]
    [InlineData("PUT", "/api/v1/keys", HttpStatusCode.MethodNotAllowed, "invalid_request")]
    [InlineData("GET", "/api/v1/secrets?format=yaml", HttpStatusCode.BadRequest, "invalid_request")]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/api", HttpStatusCode.NotFound, "not_found")]
    [InlineData("POST", "/api/v2/secrets", HttpStatusCode.NotFound, "not_found")]
    public async Task Call_ThatIsNone_IsAProblem(string method, string path, HttpStatusCode status, string code)
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        using var answer = await token.SendAsync(new HttpMethod(method), path);
        await ApiApp.ProblemAsync(answer, status, code);
    }

    [Fact]
    public async Task Head_Secrets_IsNotAllowed()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        using var answer = await token.SendAsync(HttpMethod.Head, "/api/v1/secrets");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Limits_TooMany_Answer429WithTheTimeToWait()
    {
        await using var own = await TestApp.StartAsync(("Limits:TokenRequestsPerSecond", "5"), ("Limits:FailedTokensPerMinute", "3"));
        using var token = await TokenUser.MintAsync(own, await own.AddProjectAsync());
        var refused = await FirstRefusedAsync(request => { });
        await ApiApp.ProblemAsync(refused, HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);

        var failing = await FirstRefusedAsync(request => request.Headers.Authorization = new("Bearer", "wrong"));
        await ApiApp.ProblemAsync(failing, HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.InRange(failing.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        // anyone who has a token is not kept out by those at the same address who have none
        using var good = await token.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);

        async Task<HttpResponseMessage> FirstRefusedAsync(Action<HttpRequestMessage> change)
        {
            for (var count = 0; count < 200; count++)
            {
                var answer = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, change);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    return answer;
                }
                answer.Dispose();
            }
            throw new InvalidOperationException("no request was refused");
        }
    }

    /// <summary>How often somebody was turned away whose token nobody knows: the first is in the chain, the number in its row.</summary>
    private async Task<long> TurnedAwayAsync()
    {
        await api.App.Services.GetRequiredService<Tallies>().WriteAsync();
        await using var db = await api.App.ReadAsync();
        return await db.Repetitions.Where(row => db.Audit.Any(entry => entry.Seq == row.Seq && entry.Action == AuditAction.TokenRefused && entry.ActorId == null)).SumAsync(row => row.Count);
    }
}
