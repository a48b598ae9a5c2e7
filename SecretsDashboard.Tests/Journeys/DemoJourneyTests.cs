using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>
/// Walks over the demo data as somebody who tries the product: nothing overflows, all heads stand in one place, axe finds nothing, no page writes a style element, the browser
/// reports nothing. On the way it takes the pictures of the README, which lie beside the tests' assembly then: <c>cp …/pictures/*.png docs/</c>.
/// </summary>
[Collection(SharedBrowser.Name)]
public sealed partial class DemoJourneyTests(BrowserFixture browser)
{
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "pictures");

    [Fact]
    public async Task Demo_EveryPage_FitsAndIsPictured()
    {
        await using var demo = await DemoInstance.StartAsync();
        await using var journey = await Journey.StartAsync(browser, demo.Address);
        await journey.Page.GotoAsync("/login");
        await journey.Field("Email").FillAsync("ada@example.com");
        await journey.Field("Password").FillAsync(demo.Password);
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Needs attention" })).ToBeVisibleAsync();

        var heads = new Dictionary<(int, string), string>();
        foreach (var (width, height) in ((int, int)[])[(1280, 800), (390, 844)])
        {
            await journey.Page.SetViewportSizeAsync(width, height);
            foreach (var (path, heading, picture) in ((string, string, string?)[])
            [
                ("/", "Overview", "overview"), ("/projects", "Projects", null), ("/secrets", "Secrets", null), ("/projects/web-shop", "Secrets", "secrets"), ("/projects/web-shop/tokens", "Tokens", null),
                ("/projects/web-shop/members", "Members", null), ("/projects/web-shop/audit", "Audit log", "audit"), ("/projects/web-shop/settings", "Settings", null), ("/members", "Members", null),
                ("/audit", "Audit log", null), ("/settings", "Settings", null), ("/personal", "Secrets", null), ("/shared", "Secrets", null), ("/account", "Your account", null), ("/help", "Help", null), ("/help/use-it-in-your-program?key=STRIPE_SECRET_KEY", "Use it in your program", null), ("/help/operations", "Operate", null),
            ])
            {
                await journey.OpenAsync(path, heading);
                await Expect(journey.Page.GetByText("Loading…")).ToHaveCountAsync(0);
                if ((path, width) == ("/", 390))
                {
                    // what unfolds fits as well, and so does a menu
                    await journey.Page.EvaluateAsync("() => document.querySelectorAll('#main details').forEach(each => each.open = true)");
                    await journey.Page.GetByRole(AriaRole.Button, new() { NameRegex = PutOff() }).First.ClickAsync();
                }
                await CheckAsync(journey, $"{path} at {width}");
                // a page of Help has a list of pages beside it
                if (!path.StartsWith("/help", StringComparison.Ordinal))
                {
                    // beneath the tabs of a project, beneath those with a line about whose it is, or alone
                    var kind = path.StartsWith("/projects/", StringComparison.Ordinal) ? "project" : path is "/personal" or "/shared" ? path : "page";
                    var head = await HeadAsync(journey);
                    Assert.Equal((path, heads.TryAdd((width, kind), head) ? head : heads[(width, kind)]), (path, head));
                }
                await PictureAsync(journey, width == 1280 ? picture : null);
            }
        }
        await journey.Page.SetViewportSizeAsync(1280, 800);
        await journey.OpenAsync("/projects/web-shop?secret=DATABASE_URL", "Secrets");
        await Expect(journey.Page.GetByRole(AriaRole.Region, new() { Name = "Secret DATABASE_URL" })).ToContainTextAsync("Use in code");
        await CheckAsync(journey, "the panel");
        await PictureAsync(journey, "panel");
        await ChooseDaysAsync(journey);
        await journey.OpenAsync("/projects/web-shop/tokens", "Tokens");
        await journey.Button("New token").ClickAsync();
        await journey.Field("Name").FillAsync("checkout");
        await Expect(journey.Dialog("New token")).ToContainTextAsync("It receives");
        await PictureAsync(journey, "token");
        await journey.Page.Keyboard.PressAsync("Escape");
    }

    // by keys, by a drag, by a click and by the same click once more: the address has the days, the list and the chart follow it
    private static async Task ChooseDaysAsync(Journey journey)
    {
        await journey.OpenAsync("/audit", "Audit log");
        var (days, chosen) = (journey.Page.Locator("day-chart [data-day]"), journey.Page.Locator("day-chart [aria-selected=true]"));
        await days.Last.FocusAsync();
        await journey.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await journey.Page.Keyboard.PressAsync("Enter");
        await Expect(chosen).ToHaveCountAsync(2);
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/audit?from={await days.Nth(28).GetAttributeAsync("data-day")}&to={await days.Last.GetAttributeAsync("data-day")}");
        await Axe.CheckAsync(journey.Page, "audit log, with chosen days");
        await days.Nth(20).DragToAsync(days.Nth(11));
        await Expect(chosen).ToHaveCountAsync(10);
        await Expect(journey.Page.GetByText(Parted())).ToBeVisibleAsync();
        await journey.Page.Locator(".entries summary").First.ClickAsync(new() { Position = new() { X = 20, Y = 10 } });
        await Expect(journey.Page.Locator(".entries dl").First).ToContainTextAsync("of the chain");
        await CheckAsync(journey, "audit log, an entry open");
        await days.Nth(5).ClickAsync();
        await Expect(chosen).ToHaveCountAsync(1);
        await days.Nth(5).ClickAsync();
        await Expect(chosen).ToHaveCountAsync(0);
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/audit");
    }

    [GeneratedRegex("^[0-9,]+ of [0-9],[0-9]{3} entries$")]
    private static partial Regex Parted();

    [GeneratedRegex("^Put off: ")]
    private static partial Regex PutOff();

    private static async Task CheckAsync(Journey journey, string where)
    {
        Assert.Equal(0, await journey.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Equal(0, await journey.Page.EvaluateAsync<int>("() => document.querySelectorAll('style').length"));
        await Axe.CheckAsync(journey.Page, where);
    }

    // left and top of the heading, right edge of its row, distance to what follows
    private static Task<string> HeadAsync(Journey journey) => journey.Page.EvaluateAsync<string>(
        """
        () => {
          const heading = document.querySelector(".page-head > h1"), head = heading.parentElement.getBoundingClientRect();
          const { left, top } = heading.getBoundingClientRect(), next = heading.parentElement.nextElementSibling.getBoundingClientRect();
          return [left, top, head.right, next.top - head.bottom].map(Math.round).join(" ");
        }
        """);

    private static async Task PictureAsync(Journey journey, string? name)
    {
        if (name is not null)
        {
            Directory.CreateDirectory(Pictures);
            await journey.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }
}
