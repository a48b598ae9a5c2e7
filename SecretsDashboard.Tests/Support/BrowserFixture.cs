using Microsoft.Playwright;

namespace SecretsDashboard.Tests.Support;

/// <summary>A Chromium of its own for each line of journeys.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // two that install at a time would be in each other's way
    private static readonly SemaphoreSlim Turn = new(1);

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        await Turn.WaitAsync();
        try
        {
            browser = await LaunchAsync(playwright, await Chromium.FindAsync(playwright));
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>A new browser profile: cookies and storage of its own.</summary>
    public Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) => browser!.NewContextAsync(options);

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
    }

    // root has no use for the sandbox, and containers often forbid it. A certificate whose fault is only ignored makes Chromium ask again for
    // what two parts of a page want at once, until it gives up (ERR_TOO_MANY_RETRIES): the key of the proxies is a known one
    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, string path) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu", $"--ignore-certificate-errors-spki-list={ReverseProxy.KeyHash}"] });
}
