using System.Text.RegularExpressions;
using SecretsDashboard.Tests.Architecture;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The build leaves out what no page uses of MudBlazor's style (MudAssets.targets), and nothing else; pages are served compressed where that tells nobody anything.</summary>
[Collection(SharedApp.Name)]
public sealed partial class MudStyleTests(TestApp app)
{
    // of our own markup: names by which things are found, and none of a rule
    private static readonly HashSet<string> Names = ["mud-popover-provider", "mud-input-control-input-container", "mud-input-root-margin-dense", "mud-button-outlined-default", "mud-button-outlined-size-medium", "mud-typography-input"];

    [Fact]
    public async Task Style_HasTheRulesOfEveryComponentThatPagesUse()
    {
        var style = await StyleAsync();
        var components = SourceFile.All.Where(file => file.IsRazor).SelectMany(file => Component().Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct().ToList();
        var classes = SourceFile.All.Where(file => file.IsRazor).SelectMany(file => Classes().Matches(file.Text)).SelectMany(match => match.Value.Split(['"', ' ']))
            .Where(name => name.StartsWith("mud-", StringComparison.Ordinal) && !name.Contains('@', StringComparison.Ordinal) && !name.EndsWith('-') && !Names.Contains(name)).Distinct().ToList();

        Assert.Contains("Button", components);
        Assert.Contains("mud-input", classes);
        // the whole name, or the first word of it
        Assert.Empty(components.Where(name => !style.Contains($".mud-{Capital().Replace(name, "-$1").TrimStart('-').ToLowerInvariant().Split("-provider")[0]}", StringComparison.Ordinal)).Select(name => $"Mud{name} is used for the first time: add its classes to MudKept in MudAssets.targets"));
        Assert.Empty(classes.Where(name => !style.Contains($".{name}", StringComparison.Ordinal)).Select(name => $"{name} has no rule: add it to MudKept in MudAssets.targets"));
    }

    [Fact]
    public async Task Style_HasNothingOfWhatNoPageUses()
    {
        var style = await StyleAsync();

        Assert.InRange(style.Length, 50_000, 200_000);
        Assert.DoesNotContain(".mud-picker", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@keyframes mud-carousel", style, StringComparison.Ordinal);
        Assert.Equal(style.Count(letter => letter == '{'), style.Count(letter => letter == '}'));
    }

    [Theory]
    [InlineData("/projects", true)]
    [InlineData("/account", false)]
    [InlineData("/login", false)]
    public async Task Pages_WithACircuitAlone_AreCompressed(string path, bool expected)
    {
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SendAsync(HttpMethod.Get, path, null, request =>
        {
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("Accept-Encoding", "br");
        });

        Assert.Equal(expected, answer.Content.Headers.ContentEncoding.Contains("br"));
    }

    private async Task<string> StyleAsync()
    {
        using var visitor = app.Visit();
        using var page = await visitor.OpenAsync("/login");
        using var answer = await visitor.OpenAsync(Link().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("href=\"(/?mud/MudBlazor[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<Mud([A-Z][A-Za-z]+)")]
    private static partial Regex Component();

    [GeneratedRegex("class=\"[^\"]*mud-[^\"]*\"")]
    private static partial Regex Classes();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();

    [Theory]
    [InlineData("/?x=Zq9Reflected")]
    [InlineData("/audit?action=Zq9Reflected")]
    [InlineData("/projects/Zq9Reflected/settings?secret=Zq9Reflected")]
    public async Task Pages_ThatAreCompressed_HoldNothingOfTheRequestAndNoSecretTwice(string path)
    {
        var visitor = await app.OwnerAtHomeAsync();
        var answers = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            using var answer = await visitor.OpenAsync(path);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.All(answers, text => Assert.DoesNotContain("Zq9Reflected", text, StringComparison.OrdinalIgnoreCase));
        // all but the name of the key it is sealed with
        var ends = answers.ConvertAll(text => Token().Match(text).Groups[1].Value[32..]);
        Assert.Equal(2, ends.Select(end => end[..8]).Distinct().Count());
    }

    [GeneratedRegex("name=\"antiforgery\" content=\"([^\"]{64,})\"")]
    private static partial Regex Token();
}
