using System.Text.Json;
using Microsoft.Playwright;

namespace SecretsDashboard.Bench;

/// <summary>What one opening of a page took.</summary>
/// <param name="Usable">Milliseconds from the click until the rows are there.</param>
/// <param name="Bytes">Over the network, as compressed as they came, without fonts.</param>
/// <param name="FontBytes">Fonts, as above.</param>
internal sealed record PageLoad(double Usable, long Bytes, long FontBytes)
{
    /// <summary>Opens a page of a browser profile and waits until nothing more comes.</summary>
    public static async Task<PageLoad> TakeAsync(IBrowserContext context, string address)
    {
        var page = await context.NewPageAsync();
        var network = await context.NewCDPSessionAsync(page);
        var fonts = new HashSet<string>(StringComparer.Ordinal);
        var (bytes, fontBytes) = (0L, 0L);
        network.Event("Network.responseReceived").OnEvent += (_, received) =>
        {
            if (received!.Value.GetProperty("type").GetString() == "Font")
            {
                fonts.Add(Request(received.Value));
            }
        };
        network.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            var length = (long)finished!.Value.GetProperty("encodedDataLength").GetDouble();
            _ = fonts.Contains(Request(finished.Value)) ? fontBytes += length : bytes += length;
        };
        await network.SendAsync("Network.enable");
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        var usable = await page.EvaluateAsync<double>($"async () => {{ while (!document.querySelector('{PageVisitor.Row}')) await new Promise(requestAnimationFrame); return performance.now(); }}");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.CloseAsync();
        return new PageLoad(usable, bytes, fontBytes);

        static string Request(JsonElement about) => about.GetProperty("requestId").GetString()!;
    }
}
