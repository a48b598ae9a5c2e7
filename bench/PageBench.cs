using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Bench;

/// <summary>
/// Measures pages in a real browser: weight, time until they are usable, and what people do with 10,000 secrets. Where another build is named, the
/// two take turns, so that what else happens on the machine hits both.
/// </summary>
internal sealed class PageBench(BenchOptions options, string folder, PageReport report)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "server");
        await Publishing.PublishServerAsync(program, cancellationToken);
        await using var server = await DemoServer.StartAsync(program, Path.Combine(folder, "this"), cancellationToken);
        await using var other = options.Against is { } against ? await DemoServer.StartAsync(against, Path.Combine(folder, "other"), cancellationToken) : null;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.FindAsync(playwright), Args = ["--no-sandbox", "--disable-gpu"] });
        List<(PageVisitor Visitor, bool IsOther)> visitors = [(new PageVisitor(browser, server), false)];
        if (other is not null)
        {
            visitors.Add((new PageVisitor(browser, other), true));
        }
        foreach (var (visitor, _) in visitors)
        {
            await visitor.PrepareAsync(cancellationToken);
        }
        // the first round finds nothing compiled and is not counted
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var (visitor, isOther) in visitors)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var measured = await MeasureAsync(visitor);
                if (round > 0)
                {
                    report.Add(isOther, measured);
                }
            }
        }
    }

    private static async Task<IReadOnlyList<(string Name, double Value)>> MeasureAsync(PageVisitor visitor)
    {
        var (cold, warm) = await visitor.OpenAsync(PageVisitor.Few);
        var (many, _) = await visitor.OpenAsync(PageVisitor.Many);
        return
        [
            (PageReport.ColdWeight, Kibibytes(cold.Bytes)), (PageReport.Fonts, Kibibytes(cold.FontBytes)), (PageReport.WarmWeight, Kibibytes(warm.Bytes + warm.FontBytes)),
            (PageReport.Usable, cold.Usable), (PageReport.UsableWarm, warm.Usable), (PageReport.UsableMany, many.Usable), .. await visitor.ActAsync(),
        ];
    }

    private static double Kibibytes(long bytes) => bytes / 1024.0;
}
