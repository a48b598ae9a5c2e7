using Microsoft.Playwright;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// A Chromium of its own for each line of journeys. It takes the browser of this machine, else tries to fetch one, else fails with
/// the sentence that says what to install.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string Missing = "The browser journeys need Chromium: install it (on Debian: apt-get install chromium) or name one in CHROMIUM_PATH.";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
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
            var path = await FindAsync(playwright) ?? throw new InvalidOperationException(Missing);
            browser = await LaunchAsync(playwright, path);
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

    private static async Task<string?> FindAsync(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }
        if ((DebianPackage.Installed(Names) ?? Own(playwright)) is { } found)
        {
            return found;
        }
        try
        {
            if (await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"])) == 0 && Own(playwright) is { } fetched)
            {
                return fetched;
            }
        }
        catch (PlaywrightException)
        {
            // no way to the downloads: the package manager may have one
        }
        return await DebianPackage.FindAsync("chromium", Names);
    }

    private static string? Own(IPlaywright playwright) => File.Exists(playwright.Chromium.ExecutablePath) ? playwright.Chromium.ExecutablePath : null;
}
