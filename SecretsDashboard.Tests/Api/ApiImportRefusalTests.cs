using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>What is not imported: all that is wrong with a file is told at once, and nothing of it is stored.</summary>
public sealed class ApiImportRefusalTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Theory]
    [InlineData("")]
    [InlineData("?dryRun=true")]
    public async Task Post_RulesAreBroken_TellsAllLinesAndStoresNothing(string query)
    {
        var project = await ProjectAsync(("API_KEY", "one"));
        using var token = await TokenUser.MintAsync(api.App, project);

        var problems = await token.RefusedAsync($"GOOD=1\nPATH=x\nMixedCase=x\nEMPTY=\nRUN=`id`\nLONG={new string('x', 65_537)}\n", query);

        Assert.Equal(["2 PATH PATH is reserved: it changes how programs load or run", "3  Mixes upper and lower case: no key, and perhaps part of a value. A value of several lines stands in quotes",
            "5 RUN Nothing is run here: write the value in '…' to keep ` and $( as they are, or write what the command would give", "6 LONG Secret value is too long: at most 65,536 bytes"], problems);
        Assert.Equal(["API_KEY=one"], await api.App.ValuesAsync(project));
        Assert.Empty(await api.AuditAsync(token.Id));
    }

    [Fact]
    public async Task Post_SkipInvalid_LeavesOutWhatBreaksARule()
    {
        var project = await ProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);

        var json = await token.TakenAsync("GOOD=1\nPATH=x\nEMPTY=\n", "?skipInvalid=true");

        Assert.Equal(["1 GOOD new", "2 PATH refused PATH is reserved: it changes how programs load or run", "3 EMPTY empty"], json.Entries());
        Assert.Equal(["GOOD=1"], await api.App.ValuesAsync(project));
        Assert.Equal(["2  A line is NAME=value, a comment that starts with #, or blank; a value of several lines stands in quotes", "3  A name consists of letters A to Z, digits and _"],
            await token.RefusedAsync("GOOD=2\nnonsense\nB-C=1\n", "?skipInvalid=true"));
        Assert.Equal(["GOOD=1"], await api.App.ValuesAsync(project));
    }

    [Fact]
    public async Task Post_LowerCaseThatDiffersInCaseAlone_IsRefusedBothTimesAndNothingIsStored()
    {
        var project = await ProjectAsync(("API_KEY", "one"));
        await api.App.Services.GetRequiredService<ProjectStore>().ChangeAsync((await api.App.SetUpOwnerAsync()).Caller, project, "Bot", true, showEnds: false, CancellationToken.None);
        using var token = await TokenUser.MintAsync(api.App, project);

        foreach (var query in new[] { "?dryRun=true", "" })
        {
            Assert.Equal(["2 api_key Secret key differs from API_KEY in upper and lower case alone"], await token.RefusedAsync("FIRST_NEW=1\napi_key=2\n", query));
        }
        Assert.Equal(["API_KEY=one"], await api.App.ValuesAsync(project));
    }

    [Theory]
    [InlineData("read list", "", "403 forbidden")]
    [InlineData("read list", "?dryRun=true", "403 forbidden")]
    [InlineData("write", "?dryrun=yes", "400 invalid_request")]
    [InlineData("write", "?dry_run=true", "400 invalid_request")]
    [InlineData("write", "?dry-run", "400 invalid_request")]
    [InlineData("write", "?skipInvalid=1", "400 invalid_request")]
    public async Task Post_WithoutTheRightOrWithAnotherParameter_StoresNothing(string rights, string query, string problem)
    {
        var project = await ProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project, rights: rights);

        using var answer = await token.ImportAsync("A=1", query);

        await ApiApp.ProblemAsync(answer, (HttpStatusCode)int.Parse(problem[..3], System.Globalization.CultureInfo.InvariantCulture), problem[4..]);
        Assert.Empty(await api.App.ValuesAsync(project));
    }

    [Fact]
    public async Task Post_OtherBodies_AreRefusedAsTheyAreNot()
    {
        using var token = await TokenUser.MintAsync(api.App, await ProjectAsync());
        using var json = await token.SendAsync(HttpMethod.Post, ImportPost.Path, Visitor.Json("{}"));
        await ApiApp.ProblemAsync(json, HttpStatusCode.UnsupportedMediaType, "invalid_request");
        using var large = await token.SendAsync(HttpMethod.Post, ImportPost.Path, new StringContent($"A=1\n#{new string('x', 1024 * 1024)}", Encoding.UTF8, "text/plain"), request => request.Headers.ExpectContinue = true);
        await ApiApp.ProblemAsync(large, HttpStatusCode.RequestEntityTooLarge, "too_large");
        using var read = await token.GetAsync(ImportPost.Path);
        await ApiApp.ProblemAsync(read, HttpStatusCode.MethodNotAllowed, "invalid_request");
        var empty = await token.TakenAsync("# nothing\n");
        Assert.Empty(empty.Entries());
        Assert.Equal(["5001  A file has at most 5,000 names"], await token.RefusedAsync(string.Concat(Enumerable.Range(0, 5_002).Select(number => $"K{number}=x\n"))));
        Assert.Equal(["1  The file is UTF-16, which Windows calls Unicode; save it as UTF-8"], await token.RefusedAsync(Encoding.Unicode.GetBytes("A=1\n")));
    }

    [Fact]
    public async Task Post_ProjectThatIsFull_StoresNothingOfTheFile()
    {
        await using var own = await TestApp.StartAsync(("Limits:ProjectVersions", "3"));
        var project = await own.AddProjectAsync();
        using var token = await TokenUser.MintAsync(own, project);

        using var answer = await token.ImportAsync("A=1\nB=2\nC=3\nD=4\n");

        await ApiApp.ProblemAsync(answer, HttpStatusCode.Conflict, "project_full");
        Assert.Empty(await StoredValues.OpenAllAsync(own.Services, project));
        var fits = await token.TakenAsync("A=1\nB=2\nC=3\n");
        Assert.Equal(3, fits.GetProperty("stored").GetInt32());
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
}
