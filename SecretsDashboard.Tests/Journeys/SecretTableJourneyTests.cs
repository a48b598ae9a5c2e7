using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>The table of secrets on screens of all widths: nothing that matters is off screen, what a person chose is kept, and a row weighs little.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class SecretTableJourneyTests(BrowserFixture browser, TestApp app)
{
    private const string Description = "Sends the newsletter and the receipts";

    [Theory]
    [InlineData(1280, 5, "Delivered")]
    [InlineData(1024, 3, "Delivered")]
    // beyond what there must be room for: what is shown is whole
    [InlineData(1024, 5, "Changed")]
    public async Task Columns_ThatMatter_AreWhollyOnScreen(int width, int environments, string last)
    {
        var project = await SeedAsync(6, environments);
        await using var journey = await Journey.SignedInAsync(browser, app, options => options.ViewportSize = new() { Width = width, Height = 800 });
        await journey.OpenSecretsAsync(project);
        await Expect(journey.Row("SERVICE_0_KEY")).ToBeVisibleAsync();

        var heads = journey.Page.GetByRole(AriaRole.Columnheader);
        var seen = 0;
        foreach (var head in await heads.AllAsync())
        {
            await AssertOnScreenAsync(head, await head.InnerTextAsync(), width);
            seen++;
        }
        Assert.True(seen >= environments + (last == "Delivered" ? 4 : 3), $"only {seen} heads are there");
        foreach (var name in (string[])["Key", "Production", "Changed", last, "Actions"])
        {
            await Expect(heads.Filter(new() { HasText = name })).ToBeVisibleAsync();
        }
        foreach (var cell in await journey.Row("SERVICE_0_KEY").Locator("[role=rowheader], [role=cell]:visible").AllAsync())
        {
            await AssertOnScreenAsync(cell, await cell.InnerTextAsync(), width);
        }
        await Expect(journey.Page.GetByText(Description).And(journey.Page.Locator(":visible")).First).ToBeVisibleAsync();
        Assert.Equal(0, await journey.Page.EvaluateAsync<int>("() => document.querySelector('.secret-frame').scrollWidth - document.querySelector('.secret-frame').clientWidth"));
    }

    [Fact]
    public async Task Columns_WithRoom_AreAllThereByName()
    {
        var project = await SeedAsync(3, 3);
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);

        await Expect(journey.Page.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Key", "Description", "Type", "Development", "Staging", "Production", "Changed", "Delivered", "Created", "Actions"]);
        Assert.InRange(await HeightAsync(journey, "SERVICE_0_KEY"), 43, 46);
    }

    [Fact]
    public async Task Columns_Chosen_ComeBackAndAreRemembered()
    {
        var project = await SeedAsync(3, 5);
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);
        var created = journey.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Created" });
        await Expect(created).ToHaveCountAsync(0);

        await journey.Button("Columns").ClickAsync();
        await journey.Field("Show Created").CheckAsync();
        await journey.Field("Show Staging").UncheckAsync();
        await journey.Field("Compact rows").CheckAsync();
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(created).ToBeVisibleAsync();
        await journey.OpenSecretsAsync(project);

        await Expect(created).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Staging" })).ToHaveCountAsync(0);
        Assert.InRange(await HeightAsync(journey, "SERVICE_0_KEY"), 35, 38);
        Assert.EndsWith(" of 11", await journey.Page.Locator("[data-column-count]").GetAttributeAsync("data-column-count"));
        // more than there is room for: the key and what can be done stay
        await journey.Button("Columns").ClickAsync();
        await journey.Field("Show Type").CheckAsync();
        await journey.Field("Show Description").CheckAsync();
        await journey.Field("Show Staging").CheckAsync();
        await journey.Page.Keyboard.PressAsync("Escape");
        await journey.Page.Locator(".secret-frame").EvaluateAsync("frame => frame.scrollTo(400, 0)");
        await AssertOnScreenAsync(journey.Button("SERVICE_0_KEY"), "the key", 1280);
        await AssertOnScreenAsync(journey.Button("Edit SERVICE_0_KEY"), "Edit", 1280);
    }

    [Fact]
    public async Task Narrow_TwentySixSecrets_AreALineEach()
    {
        var project = await SeedAsync(26, 5);
        await using var journey = await Journey.SignedInAsync(browser, app, options => options.ViewportSize = new() { Width = 390, Height = 844 });
        await journey.OpenSecretsAsync(project);
        await Expect(journey.Row("SERVICE_25_KEY")).ToBeVisibleAsync();

        Assert.InRange(await journey.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"), 844, 2000);
        Assert.Equal(0, await journey.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        await Expect(journey.Row("SERVICE_3_KEY").GetByText("3 of 5 not set: Staging, Preview, Load test")).ToBeVisibleAsync();
        await journey.Row("SERVICE_3_KEY").ClickAsync(new() { Position = new() { X = 250, Y = 36 } });
        await Expect(journey.Page.GetByRole(AriaRole.Region, new() { Name = "Secret SERVICE_3_KEY" })).ToContainTextAsync(Description);
        await Expect(journey.Row("SERVICE_3_KEY").Or(journey.Button("Add Secret")).And(journey.Page.Locator(":visible"))).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Cards_Chosen_SayTheSameAndAreRemembered()
    {
        var project = await SeedAsync(3, 3);
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);
        await journey.Button("Show as cards").ClickAsync();
        await journey.OpenSecretsAsync(project);

        await Expect(journey.Button("Show as cards")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(journey.Row("SERVICE_0_KEY").GetByText(Description).First).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Key", "Development", "Staging", "Production", "Changed", "Delivered", "Created", "Actions"]);
        await Expect(journey.Button("Columns")).ToBeHiddenAsync();
        await Expect(journey.Row("SERVICE_0_KEY").GetByText(TestApp.OwnerName).Last).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Groups_Folded_HideTheirRowsAndAreRemembered()
    {
        var project = await SeedAsync(30, 3);
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);
        await journey.Field("Group by prefix").CheckAsync();
        await journey.OpenSecretsAsync(project);

        var head = journey.Button("SERVICE_");
        await Expect(head).ToHaveAttributeAsync("aria-expanded", "true");
        await head.ClickAsync();
        await Expect(head).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(journey.Row("SERVICE_0_KEY")).ToBeHiddenAsync();
        await Axe.CheckAsync(journey.Page, "secrets in a folded group");
        await journey.OpenSecretsAsync(project);
        await Expect(head).ToHaveAttributeAsync("aria-expanded", "false");
        await head.ClickAsync();
        await Expect(journey.Row("SERVICE_0_KEY")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task NotSet_Pressed_OpensThatFieldAlone()
    {
        var project = await SeedAsync(2, 3);
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);

        await journey.Button("Not set: set SERVICE_1_KEY in Staging").ClickAsync();
        await Expect(journey.Field("New value for Staging")).ToBeFocusedAsync();
        await Expect(journey.Dialog("Edit Secret").GetByRole(AriaRole.Textbox)).ToHaveCountAsync(1);
        await journey.Page.Keyboard.TypeAsync("synthetic");
        await journey.Page.Keyboard.PressAsync("Enter");

        await Expect(journey.Dialog("Edit Secret")).ToHaveCountAsync(0);
        await Expect(journey.Button("Not set: set SERVICE_1_KEY in Staging")).ToHaveCountAsync(0);
        Assert.Equal("synthetic"u8.ToArray(), await StoredValues.OpenAsync(app.Services, project, "SERVICE_1_KEY", "staging"));
        Assert.Equal("value"u8.ToArray(), await StoredValues.OpenAsync(app.Services, project, "SERVICE_1_KEY", "production"));
        await journey.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "SERVICE_1_KEY" }).GetByRole(AriaRole.Cell).Filter(new() { HasText = "••••••••" }).First.HoverAsync();
        await Expect(journey.Row("SERVICE_1_KEY").Locator("td[title*='Development: set']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Printed_Table_IsWithoutChromeAndWithoutPiecesOfValues()
    {
        var project = await SeedAsync(3, 3);
        var owner = (await app.SetUpOwnerAsync()).Caller;
        await app.OwnerAtHomeAsync();
        await app.Services.GetRequiredService<ProjectStore>().ChangeAsync(owner, project, "Printed", false, showEnds: true, CancellationToken.None);
        using (var draft = Given.Draft("WITH_ENDS", ("development", "abcd-aaaaaaaaaaaaaaaaaa-wxyz9")))
        {
            await app.Services.GetRequiredService<SecretStore>().AddAsync(owner, project, draft, CancellationToken.None);
        }
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);
        await Expect(journey.Row("WITH_ENDS").GetByText("****")).ToBeVisibleAsync();

        await journey.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(journey.Row("WITH_ENDS").GetByText("WITH_ENDS")).ToBeVisibleAsync();
        await Expect(journey.Row("WITH_ENDS").GetByRole(AriaRole.Cell).GetByText("Not set").First).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Columnheader).GetByText("Changed")).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search secrets" })).ToBeHiddenAsync();
        await Expect(journey.Button("Add Secret")).ToBeHiddenAsync();
        await Expect(journey.Button("Edit WITH_ENDS")).ToBeHiddenAsync();
        Assert.Equal("0px", await journey.Row("WITH_ENDS").Locator(".ends").EvaluateAsync<string>("cell => getComputedStyle(cell).fontSize"));
    }

    [Fact]
    public async Task Row_WithFiveEnvironments_WeighsFourKilobytesAtMost()
    {
        var project = await SeedAsync(24, 5);
        await using var journey = await Journey.SignedInAsync(browser, app);
        var bytes = 0;
        journey.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => bytes += frame.Binary?.Length ?? frame.Text?.Length ?? 0;
        var few = await LoadAsync("SERVICE_1", "SERVICE_1_KEY", 11);
        var many = await LoadAsync("", "SERVICE_9_KEY", 24);

        Assert.InRange((many - few) / 13.0, 500, 4096);

        async Task<int> LoadAsync(string search, string last, int rows)
        {
            await journey.Page.GotoAsync("about:blank");
            bytes = 0;
            await journey.OpenAsync($"/projects/{project}?search={search}", "Secrets");
            await Expect(journey.Row(last)).ToBeVisibleAsync();
            await Expect(journey.Page.Locator("tbody tr")).ToHaveCountAsync(rows);
            return bytes;
        }
    }

    private static async Task AssertOnScreenAsync(ILocator element, string what, int width)
    {
        var box = await element.BoundingBoxAsync();
        Assert.True(box is { X: >= 0 } && box.X + box.Width <= width, $"{what} is at {box?.X} to {box?.X + box?.Width}");
        // nothing lies over either of its ends
        Assert.True(await element.EvaluateAsync<bool>("""
            element => {
              const { left, right, top, height } = element.getBoundingClientRect();
              return [left + 2, right - 2].every(x => { const there = document.elementFromPoint(x, top + height / 2); return element.contains(there) || there?.contains(element); });
            }
            """), $"{what} is covered");
    }

    private static async Task<float> HeightAsync(Journey journey, string key)
    {
        await journey.Page.EvaluateAsync("() => document.fonts.ready");
        return (await journey.Row(key).BoundingBoxAsync())!.Height;
    }

    private async Task<string> SeedAsync(int secrets, int environments)
    {
        var project = await app.AddProjectAsync();
        var owner = (await app.SetUpOwnerAsync()).Caller;
        foreach (var name in environments > 3 ? (string[])["Preview", "Load test"] : [])
        {
            Assert.True((await app.Services.GetRequiredService<EnvironmentStore>().AddAsync(owner, project, name, CancellationToken.None)).IsDone);
        }
        for (var number = 0; number < secrets; number++)
        {
            using var draft = Given.Draft(string.Create(CultureInfo.InvariantCulture, $"SERVICE_{number}_KEY"), ("development", "value"), ("production", "value"));
            draft.Description = Description;
            Assert.True((await app.Services.GetRequiredService<SecretStore>().AddAsync(owner, project, draft, CancellationToken.None)).IsSaved);
        }
        return project;
    }
}
