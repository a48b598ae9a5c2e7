using System.Text;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using SecretsDashboard.Tests.Architecture;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Ui;

/// <summary>The variables that pages read are those that MudBlazor would render for the theme.</summary>
public sealed partial class ThemeTests
{
    [Fact]
    public async Task Style_OfTheTheme_IsWhatTheThemeSays()
    {
        // its services are disposed asynchronously alone
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        var path = Path.Combine(AppContext.BaseDirectory, "mud-theme.css");
        await File.WriteAllTextAsync(path, Wanted(context));

        var shipped = SourceFile.All.Single(file => file.Path == "wwwroot/mud-theme.css").Text;
        Assert.True(shipped == await File.ReadAllTextAsync(path), $"The theme has changed: take over {Path.GetFileName(path)}, which this test wrote beside its assembly.");
    }

    private static string Wanted(BunitContext context)
    {
        var (light, dark) = (Variables(context, isDark: false), Variables(context, isDark: true));
        var differing = dark.Where(line => !light.Contains(line)).ToList();
        var text = new StringBuilder("/* What MudBlazor renders for Ui/Theme.cs, as a file: ThemeTests keeps it so. Without a choice the system decides; data-theme on <html> is the choice. */\n");
        Append(text, "", ":root", light);
        text.Append("\n@media (prefers-color-scheme: dark) {\n");
        Append(text, "  ", ":root:not([data-theme=\"light\"])", differing);
        text.Append("}\n\n");
        Append(text, "", ":root[data-theme=\"dark\"]", differing);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string indent, string selector, IReadOnlyList<string> lines)
    {
        text.Append(indent).Append(selector).Append(" {\n");
        foreach (var line in lines)
        {
            text.Append(indent).Append("  ").Append(line).Append(";\n");
        }
        text.Append(indent).Append("}\n");
    }

    private static List<string> Variables(BunitContext context, bool isDark)
    {
        var rendered = context.Render<MudThemeProvider>(parameters => parameters.Add(provider => provider.Theme, Theme.Mud).Add(provider => provider.IsDarkMode, isDark));
        var style = rendered.Find("style.mud-theme-provider").TextContent;
        return [.. Variable().Matches(style).Select(match => $"{match.Groups["name"].Value}: {match.Groups["value"].Value.Trim()}")];
    }

    [GeneratedRegex(@"(?<name>--mud-[\w-]+):(?<value>[^;}]+)")]
    private static partial Regex Variable();
}
