using System.Collections.Concurrent;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>
/// A person at a browser. When it ends it fails for every error the browser reported on the way: console, uncaught exceptions,
/// violations of the content security policy, answers of 400 and above that the journey did not expect.
/// </summary>
public sealed class Journey : IAsyncDisposable
{
    // long, because a machine may be busy with other things; nothing waits for it to pass
    private const float Patience = 30_000;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> problems = new();
    private readonly List<Func<string, bool>> expected = [];

    private Journey(IBrowserContext context, string address) => (this.context, Address) = (context, address);

    public string Address { get; }

    public IBrowserContext Context => context;

    /// <summary>The first tab.</summary>
    public IPage Page { get; private set; } = null!;

    public static async Task<Journey> StartAsync(BrowserFixture browser, string address, Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = address, ViewportSize = new() { Width = 1280, Height = 800 }, ColorScheme = ColorScheme.Light, Locale = "en-GB" };
        change?.Invoke(options);
        var journey = new Journey(await browser.NewContextAsync(options), address);
        journey.context.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        await journey.context.ExposeFunctionAsync("reportViolation", (string what) => journey.problems.Enqueue($"content security policy: {what}"));
        await journey.context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => reportViolation(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))");
        journey.context.Page += (_, page) => journey.Watch(page);
        journey.Page = await journey.context.NewPageAsync();
        return journey;
    }

    /// <summary>The owner of the app, signed in without the sign-in page; all journeys that do not sign out share the session.</summary>
    public static async Task<Journey> SignedInAsync(BrowserFixture browser, TestApp app, Action<BrowserNewContextOptions>? change = null) =>
        await WithSessionAsync(browser, await app.OwnerAtHomeAsync(), change);

    /// <summary>A browser with the cookies of a visitor.</summary>
    public static async Task<Journey> WithSessionAsync(BrowserFixture browser, Visitor visitor, Action<BrowserNewContextOptions>? change = null)
    {
        var journey = await StartAsync(browser, visitor.Address, change);
        await journey.context.AddCookiesAsync(visitor.Cookies.GetAllCookies()
            .Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = visitor.Address, HttpOnly = cookie.HttpOnly, SameSite = SameSiteAttribute.Strict }));
        return journey;
    }

    /// <summary>What the browser may report without failing the journey: a part of its text.</summary>
    public void Allow(string part) => expected.Add(text => text.Contains(part, StringComparison.Ordinal));

    /// <summary>Opens a page and waits until its circuit works.</summary>
    public async Task OpenAsync(string path, string heading, IPage? page = null)
    {
        await (page ?? Page).GotoAsync(path);
        await Expect((page ?? Page).GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true, Level = 1 })).ToBeVisibleAsync();
    }

    /// <summary>Opens a project's secrets and waits until the list is there.</summary>
    public async Task OpenSecretsAsync(string project, IPage? page = null)
    {
        await OpenAsync($"/projects/{project}", "Secrets", page);
        await Expect((page ?? Page).GetByText("Loading…")).ToHaveCountAsync(0);
        await Expect((page ?? Page).GetByRole(AriaRole.Button, new() { Name = "Add Secret" })).ToBeVisibleAsync();
    }

    public ILocator Button(string name, IPage? page = null) => (page ?? Page).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public ILocator Dialog(string name) => Page.GetByRole(AriaRole.Dialog, new() { Name = name, Exact = true });

    public ILocator Alert(string name) => Page.GetByRole(AriaRole.Alertdialog, new() { Name = name, Exact = true });

    public ILocator Row(string key) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = key, Exact = true }) });

    /// <summary>The entries of the audit log that say this.</summary>
    public ILocator Entry(string text) => Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem).Filter(new() { HasText = text });

    public async Task AddAsync(string key, string value, string description = "")
    {
        await Button("Add Secret").ClickAsync();
        await Field("Secret Key").FillAsync(key);
        await Field("Secret Value").FillAsync(value);
        await Field("Description").FillAsync(description);
        await Button("Create Secret").ClickAsync();
        await Expect(Row(key)).ToBeVisibleAsync();
        await Expect(Dialog("Add Secret")).ToHaveCountAsync(0);
    }

    /// <summary>Closes what is shown once, copied or not.</summary>
    public async Task DoneAsync()
    {
        await Button("Done").ClickAsync();
        var question = Button("Close it");
        await Expect(question.Or(Page.Locator("body:not(:has(dialog[open]))"))).ToBeVisibleAsync();
        if (await question.IsVisibleAsync())
        {
            await question.ClickAsync();
        }
    }

    /// <summary>Opens a menu of the page and chooses from it.</summary>
    public async Task ChooseAsync(string menu, string item)
    {
        await Button(menu).ClickAsync();
        await Button(item).ClickAsync();
    }

    /// <summary>Opens the menu under the person's name, which has their account, the theme and the way out.</summary>
    public async Task OpenPersonMenuAsync(IPage? page = null)
    {
        var account = (page ?? Page).GetByRole(AriaRole.Link, new() { Name = "Your account", Exact = true, IncludeHidden = true });
        await Expect(account).ToHaveCountAsync(1);
        // not whether it is seen: it is for a moment, where a page is there before its style
        if ((page ?? Page).ViewportSize is { Width: < 960 })
        {
            await Button("Menu", page).ClickAsync();
        }
        await (page ?? Page).Locator("[popovertarget=person-menu]").ClickAsync();
        await Expect(account).ToBeVisibleAsync();
    }

    public async Task SignOutAsync(IPage? page = null)
    {
        await OpenPersonMenuAsync(page);
        await Button("Sign out", page).ClickAsync();
    }

    /// <summary>Fails for what the browser reported so far.</summary>
    public void Check()
    {
        var unexpected = problems.Where(problem => !expected.Any(each => each(problem))).ToList();
        Assert.True(unexpected.Count == 0, string.Join('\n', unexpected));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            Check();
        }
        finally
        {
            await LeaveAsync();
            await context.DisposeAsync();
        }
    }

    // as somebody who closes the tab: the circuit of a page that merely is gone waits for it, and one person has twenty
    private async Task LeaveAsync()
    {
        foreach (var page in context.Pages)
        {
            try
            {
                await page.GotoAsync("about:blank", new() { WaitUntil = WaitUntilState.Commit, Timeout = 5000 });
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                // it asks before it is left, or is being left already
            }
        }
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                problems.Enqueue($"console {message.Type}: {message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => problems.Enqueue($"page error: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                problems.Enqueue($"answer {response.Status}: {response.Request.Method} {new Uri(response.Url).AbsolutePath}");
            }
        };
    }
}
