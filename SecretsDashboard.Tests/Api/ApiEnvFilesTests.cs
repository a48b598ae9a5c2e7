using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Cli;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>The shapes of .env files that public projects use, through the API and through the browser's preview: both take the same of each.</summary>
public sealed class ApiEnvFilesTests(ApiApp api) : IClassFixture<ApiApp>
{
    public static TheoryData<string> Names => [.. EnvFiles.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Import_File_StoresWhatItHoldsAndTellsTheRest(string name)
    {
        var file = EnvFiles.All.Single(each => each.Name == name);
        var project = await api.App.AddProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);
        var skipped = file.LeftOut.Where(line => line.EndsWith("refused", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToList();
        var preview = await PreviewAsync(project, file);

        if (file.Refused.Length > 0)
        {
            Assert.Equal(file.Refused, (await token.RefusedAsync(file.Bytes, "?skipInvalid=true")).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)));
            // the page has room for three
            Assert.All(file.Refused.Take(3), line => Assert.Contains($"Line {line}: ", Assert.Single(preview.Messages).Text, StringComparison.Ordinal));
            Assert.Empty(await api.App.ValuesAsync(project));
            return;
        }
        if (skipped.Count > 0)
        {
            Assert.Equal(skipped, (await token.RefusedAsync(file.Bytes)).Select(line => line.Split(' ')[0]));
            Assert.Empty(await api.App.ValuesAsync(project));
        }
        var answer = await token.TakenAsync(file.Bytes, skipped.Count > 0 ? "?skipInvalid=true" : "");

        Assert.Equal(file.Values, await api.App.ValuesAsync(project));
        var leftOut = answer.GetProperty("entries").EnumerateArray().Where(line => line.Text("result") != "new").ToList();
        Assert.Equal(file.LeftOut, leftOut.Select(line => $"{line.GetProperty("line").GetInt32()} {line.Text("result")}"));
        Assert.Equal(file.LeftOut.Select(line => line.Split(' ')[0]), preview.Plan!.Lines.Where(line => line.State == ImportLine.Refused).Select(line => $"{line.Line}"));
        Assert.Equal(file.Values.Length, preview.Plan.Stored);
    }

    private async Task<SaveOutcome> PreviewAsync(string project, EnvFile file)
    {
        using var parsed = DotEnv.Parse(file.Bytes, SecretImport.MostNames);
        return await api.App.Services.GetRequiredService<SecretStore>().PreviewAsync((await api.App.SetUpOwnerAsync()).Caller, project, parsed, ["development"], CancellationToken.None);
    }
}
