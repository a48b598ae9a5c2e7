using Microsoft.Playwright;

namespace SecretsDashboard.Tests.Support;

/// <summary>Finds the browser of the journeys and of the benchmark: that of this machine, else one that it tries to fetch.</summary>
internal static class Chromium
{
    private const string Missing = "Chromium is needed: install it (on Debian: apt-get install chromium) or name one in CHROMIUM_PATH.";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <returns>The path of the program.</returns>
    /// <exception cref="InvalidOperationException">There is none; the sentence says what to install.</exception>
    public static async Task<string> FindAsync(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new InvalidOperationException(Missing);
        }
        return DebianPackage.Installed(Names) ?? Own(playwright) ?? await FetchAsync(playwright) ?? await DebianPackage.FindAsync("chromium", Names)
            ?? throw new InvalidOperationException(Missing);
    }

    private static async Task<string?> FetchAsync(IPlaywright playwright)
    {
        try
        {
            return await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"])) == 0 ? Own(playwright) : null;
        }
        catch (PlaywrightException)
        {
            // no way to the downloads: the package manager may have one
            return null;
        }
    }

    private static string? Own(IPlaywright playwright) => File.Exists(playwright.Chromium.ExecutablePath) ? playwright.Chromium.ExecutablePath : null;
}
