using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>A script beside a component does nothing by being there: some page must load it, by a name that is right.</summary>
public sealed partial class ScriptTests
{
    [Fact]
    public void Scripts_EveryOneBesideAComponent_IsLoadedByAPage()
    {
        var scripts = SourceFile.All.Where(file => file.Path.EndsWith(".razor.js", StringComparison.Ordinal)).Select(file => file.Path).ToList();
        var loaded = SourceFile.All.Where(file => file.IsRazor).SelectMany(file => Loaded().Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct();

        Assert.True(scripts.Count > 15, $"only {scripts.Count} scripts were found");
        Assert.Equal(scripts.Order(StringComparer.Ordinal), loaded.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"([\\w/]+\\.razor\\.js)\"")]
    private static partial Regex Loaded();
}
