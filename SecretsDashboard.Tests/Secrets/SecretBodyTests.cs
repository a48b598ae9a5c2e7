using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What a request announces is not believed, and what may not be saved is not read.</summary>
[Collection(Alone.Name)]
public sealed class SecretBodyTests
{
    private const string Json = "application/json";
    private const string Text = "text/plain";

    [Theory]
    [InlineData("POST", "/projects/nothing/secrets", Json, SecretBody.Longest)]
    [InlineData("PUT", "/projects/nothing/secrets/API_KEY", Json, SecretBody.Longest)]
    [InlineData("POST", "/projects/nothing/secrets/import", Text, SecretImport.Longest)]
    [InlineData("POST", "/projects/nothing/secrets/import/preview", Text, SecretImport.Longest)]
    public async Task Post_ProjectThatIsNotThere_IsRefusedBeforeTheBodyComes(string method, string path, string type, int length)
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();

        using var request = await BareRequest.AnnounceAsync(visitor, method, path, type, length);

        Assert.StartsWith("HTTP/1.1 404", await request.AnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FormOfAPage_IsRefusedBeforeTheBodyComes()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        visitor.FormToken = null;

        using var request = await BareRequest.AnnounceAsync(visitor, "POST", "/personal/secrets", "application/x-www-form-urlencoded", SecretBody.Longest);

        Assert.StartsWith("HTTP/1.1 415", await request.AnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_TokenWithoutTheRight_IsRefusedBeforeTheBodyComes()
    {
        await using var app = await TestApp.StartAsync();
        using var program = await TokenUser.MintAsync(app, await app.AddProjectAsync(), rights: "read");

        using var request = await BareRequest.AnnounceAsync(app.Address, program, "PUT", "/api/v1/secrets/API_KEY", 512 * 1024);

        Assert.StartsWith("HTTP/1.1 403", await request.AnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AnnouncedAndNotSent_TakesNoMemoryForIt()
    {
        const int Requests = 256;
        await using var app = await TestApp.StartAsync(("Limits:BodyMegabytesAtOnce", "1"));
        using var visitor = await app.SignedInAsync();
        var before = GC.GetTotalAllocatedBytes();

        var requests = new List<BareRequest>();
        for (var count = 0; count < Requests; count++)
        {
            requests.Add(await BareRequest.AnnounceAsync(visitor, "POST", "/personal/secrets", Json, SecretBody.Longest));
            await requests[^1].SendAsync([(byte)'{']);
        }
        // each holds its first 4 KiB, together all there is
        await UntilUsedUpAsync(app, Cost.BodyByte);

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Requests * (SecretBody.Longest / 10L));
        requests.ForEach(request => request.Dispose());
    }

    [Fact]
    public async Task Post_MoreAtOnceThanIsTakenFromOnePerson_Answers429AndLetsOthersSave()
    {
        await using var app = await TestApp.StartAsync(("Limits:BodyMegabytesAtOnce", "1"));
        using var visitor = await app.SignedInAsync();
        await app.AddPersonAsync("Grace Hopper", "grace@example.com");
        using var other = await app.SignedInAsync("grace@example.com");
        using var open = await BareRequest.AnnounceAsync(visitor, "POST", "/personal/secrets", Json, SecretBody.Longest);
        await open.SendAsync(new byte[900 * 1024]);
        await UntilUsedUpAsync(app, Cost.BodyByte);

        using var refused = await visitor.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = "API_KEY", value = "synthetic", same = true });
        using var saved = await other.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = "API_KEY", value = "synthetic", same = true });

        Assert.Equal((429, 1), ((int)refused.StatusCode, (int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Contains("You are sending more than 1 MiB at once", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(saved.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Import_FileThatIsRefused_IsAnsweredWhileAnotherWrites()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        using var first = await ImportAsync(visitor, "A=1");
        var done = new TaskCompletionSource();
        var writing = app.Services.GetRequiredService<WriteGate>().WriteAsync<int>(async _ =>
        {
            await done.Task;
            return 0;
        }, CancellationToken.None);

        using var answer = await ImportAsync(visitor, string.Concat(Enumerable.Range(0, 104_000).Select(number => $"K{number}=\n"))).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("Line 5,001: a file has at most 5,000 names.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        done.SetResult();
        await writing;
    }

    [Fact]
    public async Task Import_OthersOfTheSamePersonRun_WaitsForItsTurnUnlessTooManyWait()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        var open = await BareRequest.AnnounceAsync(visitor, "POST", "/personal/secrets/import?environment=development", Text, SecretImport.Longest);
        await UntilUsedUpAsync(app, Cost.Import);

        var others = Enumerable.Range(0, Budget.WaitingImports + 1).Select(_ => ImportAsync(visitor, "A=1")).ToList();
        var first = await Task.WhenAny(others).WaitAsync(TimeSpan.FromSeconds(20));
        others.Remove(first);
        Assert.DoesNotContain(others, other => other.IsCompleted);
        open.Dispose();

        using var refused = await first;
        Assert.Equal((429, 1), ((int)refused.StatusCode, (int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Equal("""{"outcome":"refused","text":"32 imports of yours wait already, and one runs at a time. Wait a second, then try again."}""", await refused.Content.ReadAsStringAsync());
        foreach (var answer in await Task.WhenAll(others).WaitAsync(TimeSpan.FromSeconds(20)))
        {
            Assert.Equal(200, (int)answer.StatusCode);
            answer.Dispose();
        }
    }

    private static Task<HttpResponseMessage> ImportAsync(Visitor visitor, string file) =>
        visitor.SendAsync(HttpMethod.Post, "/personal/secrets/import?environment=development", new StringContent(file, System.Text.Encoding.UTF8, Text));

    // until what was sent has come, and nothing is left
    private static async Task UntilUsedUpAsync(TestApp app, Cost cost)
    {
        var (budget, person) = (app.Services.GetRequiredService<Budget>(), (await app.SetUpOwnerAsync()).User);
        for (var tries = 0; tries < 800; tries++)
        {
            try
            {
                budget.Take(person, cost, 0).Dispose();
            }
            catch (LimitReachedException)
            {
                return;
            }
            await Task.Delay(25);
        }
        Assert.Fail("What was sent is not held.");
    }
}
