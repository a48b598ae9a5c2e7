using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>From the link on the server's console to the first secret, as a person does it.</summary>
[Collection(SharedBrowser.Name)]
public sealed class FirstRunJourneyTests(BrowserFixture browser)
{
    private static readonly (string Key, string Description, bool Everywhere)[] Examples =
    [
        ("ANTHROPIC_API_KEY", "Writes the summaries", true), ("DATABASE_URL", "PostgreSQL, primary", false), ("DISCORD_TOKEN", "The bot's own account", true),
        ("GITHUB_TOKEN", "Reads issues, expires in March", true), ("JWT_SIGNING_KEY", "", false), ("REDIS_URL", "Queue and rate limits", false),
        ("S3_ACCESS_KEY", "Uploads", true), ("S3_SECRET_KEY", "Uploads", true), ("SENTRY_DSN", "Errors of the worker", true),
        ("SMTP_PASSWORD", "Newsletter", false), ("STRIPE_WEBHOOK_SECRET", "From the Stripe dashboard", true),
    ];

    [Fact]
    public async Task FirstRun_FromTheLinkToTheFirstSecret()
    {
        using var folder = new ServerFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        await using var journey = await Journey.StartAsync(browser, server.Address);
        var page = journey.Page;
        await page.GotoAsync($"/setup#{server.SetUpCode}");
        await Expect(journey.Field("Name")).ToBeFocusedAsync();
        Assert.Equal($"{server.Address}/setup", page.Url);
        await journey.Field("Name").FillAsync(TestApp.OwnerName);
        await journey.Field("Email").FillAsync(TestApp.OwnerEmail);
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Field("Confirm password").FillAsync("something else");
        await journey.Button("Create account").ClickAsync();
        await Expect(page.GetByText("The passwords differ")).ToBeVisibleAsync();
        await Expect(journey.Field("Name")).ToHaveValueAsync(TestApp.OwnerName);
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Field("Confirm password").FillAsync(TestApp.Password);
        await journey.Button("Create account").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Create your first project" })).ToBeVisibleAsync();
        await journey.Button("New project").ClickAsync();
        await Expect(journey.Field("Name")).ToBeFocusedAsync();
        await journey.Field("Name").FillAsync("Discord bot");
        await Expect(journey.Field("Slug")).ToHaveValueAsync("discord-bot");
        await journey.Button("Create project").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
        Assert.Equal($"{server.Address}/projects/discord-bot", page.Url);
        await journey.AddAsync("OPENAI_API_KEY", "sk-proj-synthetic-0000000000", "Answers questions");
        await Expect(journey.Row("OPENAI_API_KEY")).ToContainTextAsync("API key");
        await Expect(page.GetByText("OPENAI_API_KEY created")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Discord bot" })).ToBeVisibleAsync();

        if (Environment.GetEnvironmentVariable("SD_SCREENSHOT") == "1")
        {
            await TakeScreenshotAsync(journey);
        }
    }

    [Fact]
    public async Task SetUp_WrongLink_SaysSo()
    {
        await using var app = await TestApp.StartAsync();
        await using var journey = await Journey.StartAsync(browser, app.Address);
        journey.Allow("/setup/check");
        await journey.Page.GotoAsync($"/setup#{new string('0', 32)}");
        await Expect(journey.Page.GetByText("This link is not valid. Use the one the server printed at its last start.")).ToBeVisibleAsync();
        await Expect(journey.Button("Create account")).ToBeHiddenAsync();
    }

    private static async Task TakeScreenshotAsync(Journey journey)
    {
        foreach (var (key, description, everywhere) in Examples)
        {
            await journey.Button("Add Secret").ClickAsync();
            await journey.Field("Secret Key").FillAsync(key);
            if (everywhere)
            {
                await journey.Field("Secret Value").FillAsync($"synthetic-{Guid.NewGuid():N}");
            }
            else
            {
                await journey.Field("Same value in every environment").UncheckAsync();
                await journey.Field("Value for Development").FillAsync($"synthetic-{Guid.NewGuid():N}");
                await journey.Field("Value for Production").FillAsync($"synthetic-{Guid.NewGuid():N}");
            }
            await journey.Field("Description").FillAsync(description);
            await journey.Button("Create Secret").ClickAsync();
            await Expect(journey.Row(key)).ToBeVisibleAsync();
            await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
        }
        await journey.Page.ReloadAsync();
        await Expect(journey.Row(Examples[^1].Key)).ToBeVisibleAsync();
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SecretsDashboard.sln")))
        {
            root = root.Parent!;
        }
        await journey.Page.SetViewportSizeAsync(1440, 960);
        await journey.Page.ScreenshotAsync(new() { Path = Path.Combine(root.FullName, "docs", "screenshot.png") });
    }
}
