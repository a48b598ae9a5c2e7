using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// axe-core, run in the page itself. The package for Playwright opens a blank page for each run, which is for frames of other
/// sites and made the journeys three times as long; there are no frames here.
/// </summary>
internal static class Axe
{
    private const string Run = """
        async rules => {
          // half faded in, a colour is another one; what turns without an end is not waited for
          const passing = document.getAnimations().filter(each => each.effect.getComputedTiming().endTime !== Infinity);
          await Promise.allSettled(passing.map(each => each.finished));
          const { violations, passes } = await axe.run(document, rules ? { runOnly: { type: "rule", values: rules } } : {});
          if (passes.length === 0) return ["axe found nothing to look at"];
          return violations.map(({ id, nodes }) => `${id} (${nodes.slice(0, 3).map(node => [node.html, ...node.any.map(check => check.message)].join(" ")).join(", ")})`);
        }
        """;

    private static readonly string[] Coloured = ["color-contrast"];
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails for what axe finds: everything in light; in dark what the colours change.</summary>
    public static async Task CheckAsync(IPage page, string where)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }
        await RunAsync(page, null, $"{where}, light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await RunAsync(page, Coloured, $"{where}, dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task RunAsync(IPage page, string[]? rules, string where)
    {
        var violations = await page.EvaluateAsync<string[]>(Run, rules);
        Assert.True(violations.Length == 0, $"{where}: {string.Join("; ", violations)}");
    }
}
