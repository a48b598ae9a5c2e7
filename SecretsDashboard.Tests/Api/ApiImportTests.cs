using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>A .env file in one call: all of it or nothing, each name told, nothing told that the token may not know.</summary>
public sealed class ApiImportTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Some = "# comment\nSAME=one\nexport OTHER='two\nlines'\nNEW=three\nEMPTY=\nHOST_URL=${HOST}/x\n";

    [Fact]
    public async Task Post_SomeOfEach_IsStoredInOneRevisionWithALineEach()
    {
        var project = await ProjectAsync(("SAME", "one"), ("OTHER", "one"));
        using var token = await TokenUser.MintAsync(api.App, project);
        var revision = await RevisionAsync(project);

        var json = await token.TakenAsync(Some);

        Assert.Equal((project, "development", false, 3), (json.Text("project"), json.Text("environment"), json.GetProperty("dryRun").GetBoolean(), json.GetProperty("stored").GetInt32()));
        Assert.Equal(["2 SAME unchanged", "3 OTHER changed", "5 NEW new", "6 EMPTY empty", "7 HOST_URL new ${…} is kept as it is: nothing is put in its place"], json.Entries());
        Assert.Equal(["HOST_URL=${HOST}/x", "NEW=three", "OTHER=two\nlines", "SAME=one"], await api.App.ValuesAsync(project));
        Assert.Equal([AuditAction.SecretChanged, AuditAction.SecretAdded, AuditAction.SecretAdded], (await api.AuditAsync(token.Id)).Select(entry => entry.Action));
        Assert.Equal(revision + 1, await RevisionAsync(project));
        Assert.Null(await api.AuditFaultAsync());
    }

    [Fact]
    public async Task Post_DryRun_TellsTheSameAndStoresNothing()
    {
        var project = await ProjectAsync(("SAME", "one"), ("OTHER", "one"));
        using var token = await TokenUser.MintAsync(api.App, project);

        var dry = await token.TakenAsync(Some, "?dryRun=true");
        var (values, lines) = (await api.App.ValuesAsync(project), await api.AuditAsync(token.Id));
        var wet = await token.TakenAsync(Some, "?dryRun=false");

        Assert.Equal(["OTHER=one", "SAME=one"], values);
        Assert.Empty(lines);
        Assert.True(dry.GetProperty("dryRun").GetBoolean());
        Assert.Equal(wet.Entries(), dry.Entries());
        Assert.Equal(wet.GetProperty("stored").GetInt32(), dry.GetProperty("stored").GetInt32());
    }

    [Fact]
    public async Task Post_TokenWithoutList_IsNotToldWhichNamesAreThere()
    {
        var project = await ProjectAsync(("THERE", "one"), ("SAME", "one"));
        using var token = await TokenUser.MintAsync(api.App, project, rights: "write");

        var dry = await token.TakenAsync("THERE=guess\nSAME=one\nNEW=1\n", "?dryRun=true");

        Assert.Equal(["1 THERE stored", "2 SAME unchanged", "3 NEW stored"], dry.Entries());
        var line = Assert.Single(await api.AuditAsync(token.Id));
        Assert.Equal((AuditAction.SecretChecked, AuditLine.Matched), (line.Action, line.Outcome));
        Assert.Equal(2, AuditJson.Of(line).GetProperty("names").GetInt32());
        Assert.Equal(["SAME=one", "THERE=one"], await api.App.ValuesAsync(project));
    }

    [Theory]
    [InlineData("write", "stored")]
    [InlineData("write list", "replaced")]
    public async Task Post_GuessesOfATokenThatMayNotRead_AreToldTenTimes(string rights, string untold)
    {
        var project = await ProjectAsync(("API_KEY", "right"));
        using var token = await TokenUser.MintAsync(api.App, project, rights: rights);

        for (var guess = 0; guess < 10; guess++)
        {
            Assert.Equal(["1 API_KEY unchanged"], (await token.TakenAsync("API_KEY=right", guess % 2 == 0 ? "?dryRun=true" : "")).Entries());
        }

        Assert.Equal([$"1 API_KEY {untold}"], (await token.TakenAsync("API_KEY=right", "?dryRun=true")).Entries());
        Assert.Equal([$"1 API_KEY {untold}"], (await token.TakenAsync("API_KEY=wrong", "?dryRun=true")).Entries());
        Assert.Equal([$"1 API_KEY {untold}"], (await token.TakenAsync("API_KEY=right")).Entries());
        Assert.Equal([1, 2], (await StoredValues.OpenAllAsync(api.App.Services, project)).Select(each => each.Version).Order());
        Assert.Equal(10, (await api.AuditAsync(token.Id)).Count(entry => entry.Action == AuditAction.SecretChecked));
    }

    [Fact]
    public async Task Post_NameOfAnotherEnvironment_IsNewHereAndLeavesTheOther()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "ELSEWHERE", ("production", "stays"));
        using var token = await TokenUser.MintAsync(api.App, project, "staging");

        var json = await token.TakenAsync("ELSEWHERE=here\n");

        Assert.Equal(["1 ELSEWHERE new"], json.Entries());
        await using var db = await api.App.ReadAsync();
        Assert.False((await db.Secrets.SingleAsync(row => row.Key == "ELSEWHERE" && db.Projects.Any(each => each.Id == row.ProjectId && each.Slug == project))).SameEverywhere);
        Assert.Equal([("production", "stays"), ("staging", "here")], (await StoredValues.OpenAllAsync(api.App.Services, project)).Select(each => (each.Environment, Encoding.UTF8.GetString(each.Value))).Order());
    }

    [Fact]
    public async Task Post_ManyAtOnce_WaitForTheirTurn()
    {
        var project = await ProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => token.ImportAsync($"A={number}\nB={number}\n")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var values = await api.App.ValuesAsync(project);
        Assert.Equal(values[0][^1], values[1][^1]);
    }

    [Fact]
    public async Task Post_EveryAnswer_HoldsAndLogsNoValue()
    {
        var project = await ProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);
        var value = $"canary-{Guid.NewGuid():N}";
        foreach (var file in new[] { $"API_KEY={value}", $"API_KEY={value}", $"PATH={value}\nA=`{value}`", $"API_KEY=\"{value}", value, $"A={value}\na={value}", $"A=$'\\0{value}'" })
        {
            foreach (var query in new[] { "?dryRun=true", "", "?skipInvalid=true" })
            {
                using var answer = await token.ImportAsync(file, query);
                Assert.DoesNotContain(value, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
        Assert.DoesNotContain(value, api.App.Log.Text, StringComparison.Ordinal);
        Assert.All(await api.AuditAsync(token.Id), entry => Assert.DoesNotContain(value, Encoding.UTF8.GetString(entry.Body), StringComparison.Ordinal));
    }

    private async Task<string> ProjectAsync(params (string Key, string Value)[] secrets)
    {
        var project = await api.App.AddProjectAsync();
        foreach (var (key, value) in secrets)
        {
            await api.AddAsync(project, key, ("development", value));
        }
        return project;
    }

    private async Task<long> RevisionAsync(string project)
    {
        await using var db = await api.App.ReadAsync();
        return await db.Environments.Where(row => row.Slug == "development" && db.Projects.Any(each => each.Id == row.ProjectId && each.Slug == project)).Select(row => row.Revision).SingleAsync();
    }
}
