using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The endpoints the browser posts to, under /personal and /shared: the same, and nobody reaches another's.</summary>
public sealed class OwnSecretsEndpointsTests : IAsyncLifetime
{
    private static readonly object Good = new { key = "API_KEY", value = "synthetic", same = true };
    private static readonly string[] Places = ["/personal", "/shared"];

    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Save_Change_Import_AndMint_AreAsUnderAProject()
    {
        var owner = await app.OwnerAtHomeAsync();
        foreach (var place in Places)
        {
            await OutcomeAsync("saved", await owner.SaveAsync(HttpMethod.Post, $"{place}/secrets", Good));
            await OutcomeAsync("exists", await owner.SaveAsync(HttpMethod.Post, $"{place}/secrets", Good));
            await OutcomeAsync("saved", await owner.SaveAsync(HttpMethod.Put, $"{place}/secrets/API_KEY", new { value = "another", same = true }));
            await OutcomeAsync("planned", await owner.SendAsync(HttpMethod.Post, $"{place}/secrets/import/preview?environment=staging", Text("A=synthetic\n")));
            await OutcomeAsync("saved", await owner.SendAsync(HttpMethod.Post, $"{place}/secrets/import?environment=staging", Text("A=synthetic\n")));
            await OutcomeAsync("saved", await owner.SaveAsync(HttpMethod.Post, $"{place}/tokens", new { name = "web", environment = "staging", read = true, list = false, write = false, days = "9", addresses = "" }));
            using var export = await owner.FetchAsync($"{place}/audit/export");
            Assert.Equal(HttpStatusCode.OK, export.StatusCode);
            Assert.StartsWith($"audit-{place[1..]}-", export.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        }
        await using var db = await app.ReadAsync();
        Assert.Equal(["API_KEY", "A"], await db.Secrets.Where(row => db.Projects.Any(project => project.Id == row.ProjectId && project.Kind == ProjectKind.Personal)).OrderByDescending(row => row.Key.Length).Select(row => row.Key).ToListAsync());
        Assert.Equal(2, await db.Secrets.CountAsync(row => db.Projects.Any(project => project.Id == row.ProjectId && project.Kind == ProjectKind.Organization)));
        Assert.Equal(2, await db.ServiceTokens.CountAsync());
    }

    [Fact]
    public async Task ForeignRequests_AreRefusedAndStoreNothing()
    {
        var owner = await app.OwnerAtHomeAsync();
        using var stranger = app.Visit();
        foreach (var place in Places)
        {
            foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, $"{place}/secrets"), (HttpMethod.Put, $"{place}/secrets/API_KEY"), (HttpMethod.Post, $"{place}/tokens")])
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger.SaveAsync(method, path, Good)));
                Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner.SendAsync(method, path, Visitor.Json("{}"), request =>
                {
                    request.Headers.Remove("Origin");
                    request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
                })));
                Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner.SendAsync(method, path, Visitor.Json("{}"), request => request.Headers.Remove("RequestVerificationToken"))));
            }
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger.FetchAsync($"{place}/audit/export")));
        }
        await using var db = await app.ReadAsync();
        Assert.Equal((0, 0), (await db.Secrets.CountAsync(), await db.ServiceTokens.CountAsync()));
    }

    [Fact]
    public async Task Member_ChangesTheirOwnAndNothingShared()
    {
        await app.AddPersonAsync("Mia Member", "mia@example.com");
        await using (var db = await app.ReadAsync())
        {
            var id = await db.Users.Where(user => user.Email == "mia@example.com").Select(user => user.Id).SingleAsync();
            await app.Services.GetRequiredService<WriteGate>().WriteAsync(
                gate => gate.Users.Where(user => user.Id == id).ExecuteUpdateAsync(set => set.SetProperty(user => user.Role, InstanceRole.Member)), CancellationToken.None);
        }
        using var mia = await app.SignedInAsync("mia@example.com");
        var owner = await app.OwnerAtHomeAsync();
        await OutcomeAsync("saved", await owner.SaveAsync(HttpMethod.Post, "/shared/secrets", Good));
        await OutcomeAsync("saved", await mia.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = "HERS", value = "synthetic", same = true }));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(mia.SaveAsync(HttpMethod.Post, "/shared/secrets", new { key = "NEW", value = "synthetic", same = true })));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(mia.SaveAsync(HttpMethod.Put, "/shared/secrets/API_KEY", Good)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(mia.SendAsync(HttpMethod.Post, "/shared/secrets/import?environment=staging", Text("A=synthetic\n"))));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(mia.SaveAsync(HttpMethod.Post, "/shared/tokens", new { name = "web", environment = "staging", read = true, days = "9" })));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(mia.FetchAsync("/shared/audit/export")));
        // another's is not to be addressed: the same words are one's own
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(owner.SaveAsync(HttpMethod.Put, "/personal/secrets/HERS", Good)));
        var slug = await PersonalSlugAsync("mia@example.com");
        foreach (var path in (string[])[$"/projects/{Uri.EscapeDataString(slug)}", "/projects/%2Fpersonal", "/projects/personal"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(owner.SaveAsync(HttpMethod.Put, $"{path}/secrets/HERS", Good)));
        }
    }

    private async Task<string> PersonalSlugAsync(string email)
    {
        await using var db = await app.ReadAsync();
        return await db.Projects.Where(project => db.Users.Any(user => user.Email == email && user.Id == project.OwnerId)).Select(project => project.Slug).SingleAsync();
    }

    private static StringContent Text(string text) => new(text, System.Text.Encoding.UTF8, "text/plain");

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return answer.StatusCode;
    }

    private static async Task OutcomeAsync(string expected, HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var json = await ApiApp.JsonAsync(answer);
            Assert.Equal(expected, json.RootElement.GetProperty("outcome").GetString());
        }
    }
}
