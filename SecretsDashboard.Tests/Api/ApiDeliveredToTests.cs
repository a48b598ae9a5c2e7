using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>A program receives what is shared while its project is on the list, and the next request knows when that changed.</summary>
public sealed class ApiDeliveredToTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task Secrets_ProjectTakenOffTheListAndPutBack_FollowAtOnce()
    {
        var owner = (await api.App.SetUpOwnerAsync()).Caller;
        var (project, other) = (await api.App.AddProjectAsync(), await api.App.AddProjectAsync());
        await api.AddAsync(ProjectAddress.Shared, "LISTED", ("production", "shared"));
        await api.AddAsync(project, "OWN", ("production", "own"));
        using var token = await TokenUser.MintAsync(api.App, project, "production");
        using var spared = await TokenUser.MintAsync(api.App, other, "production");
        var (before, kept) = (await TagAsync(token), await TagAsync(spared));
        Assert.Equal(HttpStatusCode.OK, (await token.GetAsync("/api/v1/secrets/LISTED")).StatusCode);

        await ChooseAsync(false, other);

        using (var answer = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => request.Headers.Add("If-None-Match", before)))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var json = await ApiApp.JsonAsync(answer);
            Assert.Equal(["OWN"], json.RootElement.GetProperty("secrets").EnumerateObject().Select(each => each.Name));
        }
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets/LISTED"), HttpStatusCode.NotFound, "not_found");
        Assert.Equal("OWN='own'\n", await (await token.GetAsync("/api/v1/secrets?format=dotenv")).Content.ReadAsStringAsync());
        using var keys = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/keys"));
        Assert.Equal(["OWN"], keys.RootElement.GetProperty("keys").EnumerateArray().Select(each => each.GetProperty("key").GetString()));
        // what stayed on it notices nothing
        Assert.Equal(kept, await TagAsync(spared));

        await ChooseAsync(true);
        Assert.Equal(HttpStatusCode.OK, (await token.GetAsync("/api/v1/secrets/LISTED")).StatusCode);
        Assert.Equal(kept, await TagAsync(spared));
        Assert.Null(await api.AuditFaultAsync());

        async Task ChooseAsync(bool all, params string[] chosen) =>
            Assert.True((await api.App.Services.GetRequiredService<SharingStore>().ChooseAsync(owner, null, all, chosen, CancellationToken.None)).IsDone);

        static async Task<string> TagAsync(TokenUser token)
        {
            using var answer = await token.GetAsync("/api/v1/secrets");
            return answer.Headers.ETag!.ToString();
        }
    }
}
