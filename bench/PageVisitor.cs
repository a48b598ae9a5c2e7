using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;

namespace SecretsDashboard.Bench;

/// <summary>A person at a browser. They make a project of <see cref="Few"/> and one of <see cref="Many"/> secrets, and measure its pages.</summary>
internal sealed class PageVisitor(IBrowser browser, DemoServer server)
{
    public const int Few = 20;
    public const int Many = 10_000;

    public const string NextPage = "next page of 10,000";
    public const string Sort = "sort 10,000";
    public const string Filter = "filter 10,000, with its pause of 150 ms";
    public const string Palette = "palette, of 10,000";
    public const string Dialog = "dialog opens";
    public const string Overview = "overview, of 10,000";

    /// <summary>The key of a secret that is shown.</summary>
    public const string Row = "th.key";

    // as many as one import takes
    private const int Batch = 5_000;

    private string session = "";

    /// <summary>Signs in and makes the projects.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var context = await browser.NewContextAsync(new() { BaseURL = $"{server.Address}" });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync("ada@example.com");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(server.Password);
        await Button(page, "Sign in").ClickAsync();
        await page.Locator("dialog.palette").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        session = await context.StorageStateAsync();
        foreach (var count in (int[])[Few, Many])
        {
            await AddProjectAsync(page, count);
            await FillAsync(count, await MintAsync(page, count), cancellationToken);
        }
    }

    /// <summary>Opens a project's page in a new browser profile, and once more in the same.</summary>
    public async Task<(PageLoad Cold, PageLoad Warm)> OpenAsync(int count)
    {
        await using var context = await SignedInAsync();
        return (await PageLoad.TakeAsync(context, Address(count)), await PageLoad.TakeAsync(context, Address(count)));
    }

    /// <summary>Does what people do on the page of the larger project.</summary>
    /// <returns>What was done, and the milliseconds until a person sees what comes of it.</returns>
    public async Task<IReadOnlyList<(string Deed, double Milliseconds)>> ActAsync()
    {
        await using var context = await SignedInAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address(Many));
        await page.Locator(Row).First.WaitForAsync();
        List<(string, double)> taken =
        [
            (NextPage, await ChangeAsync(page, "document.querySelector('[aria-label=\"Next page\"]').click()")),
            (Sort, await ChangeAsync(page, "[...document.querySelectorAll('[role=columnheader] button')].find(each => each.textContent.includes('Created')).click()")),
            (Filter, await ChangeAsync(page, Typing("[aria-label=\"Search secrets\"]", "KEY_00777"))),
            (Dialog, await TakeAsync(page, "[...document.querySelectorAll('button')].find(each => each.textContent.trim() === 'Add Secret').click()", "document.querySelector('dialog[open] input[name=key]')")),
        ];
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Keyboard.PressAsync("Control+k");
        await page.Locator("dialog.palette[open]").WaitForAsync();
        taken.Add((Palette, await TakeAsync(page, Typing("dialog.palette input", "KEY_07777"), "document.querySelector('#palette-results').textContent.includes('KEY_07777')")));
        await page.Keyboard.PressAsync("Escape");
        taken.Add((Overview, await TakeAsync(page, "document.querySelector('nav a[href=\"/\"]').click()", "document.querySelector('h1').textContent.trim() === 'Overview' && document.querySelector('main a[href^=\"/projects/\"]')")));
        return taken;
    }

    private static string Address(int count) => $"/projects/{Slug(count)}";

    private static string Slug(int count) => string.Create(CultureInfo.InvariantCulture, $"bench-{count}");

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static string Typing(string selector, string text) => $"const field = document.querySelector('{selector}'); field.value = '{text}'; field.dispatchEvent(new Event('input', {{ bubbles: true }}))";

    // until other rows are there
    private static Task<double> ChangeAsync(IPage page, string deed) => TakeAsync(page, $"window.before = document.querySelector('{Row}').textContent; {deed}", $"(document.querySelector('{Row}') ?? {{ textContent: window.before }}).textContent !== window.before");

    // a look at each picture of the screen, for ten seconds
    private static Task<double> TakeAsync(IPage page, string deed, string seen) =>
        page.EvaluateAsync<double>($"async () => {{ const began = performance.now(); {deed}; while (!({seen})) {{ if (performance.now() - began > 10000) throw new Error('nothing came of it'); await new Promise(requestAnimationFrame); }} return performance.now() - began; }}");

    private static async Task AddProjectAsync(IPage page, int count)
    {
        await page.GotoAsync("/projects");
        await Button(page, "New project").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "New project" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(Slug(count));
        await Assertions.Expect(dialog.GetByLabel("Slug", new() { Exact = true })).ToHaveValueAsync(Slug(count));
        await Button(page, "Create project").ClickAsync();
        await page.WaitForURLAsync($"**{Address(count)}");
    }

    private static async Task<string> MintAsync(IPage page, int count)
    {
        await page.GotoAsync($"{Address(count)}/tokens");
        await Button(page, "New token").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("bench");
        await page.GetByLabel("Environment", new() { Exact = true }).SelectOptionAsync("Development");
        await page.GetByLabel("Change values", new() { Exact = true }).CheckAsync();
        await Button(page, "Create token").ClickAsync();
        var shown = page.GetByLabel("Token", new() { Exact = true });
        await shown.WaitForAsync();
        return await shown.InputValueAsync();
    }

    private async Task FillAsync(int count, string token, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var keys in Enumerable.Range(0, count).Chunk(Batch))
        {
            using var lines = new StringContent(string.Concat(keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"BENCH_KEY_{key:00000}=synthetic-{key * 7919:0000000000}\n"))), Encoding.UTF8, "text/plain");
            using var answer = await http.PostAsync("/api/v1/import", lines, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    private Task<IBrowserContext> SignedInAsync() => browser.NewContextAsync(new() { BaseURL = $"{server.Address}", StorageState = session });
}
