using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Cli;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>From a saved secret to a program that receives it: mint, copy, deliver, see it arrive, revoke.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class TokenJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Token_MintedCopiedUsedRevoked_IsSeenAllTheWay()
    {
        await using var journey = await Journey.SignedInAsync(browser, app, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        var frames = new ConcurrentQueue<string>();
        journey.Page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, frame) => frames.Enqueue(Encoding.Latin1.GetString(frame.Binary ?? []));
            socket.FrameSent += (_, frame) => frames.Enqueue(Encoding.Latin1.GetString(frame.Binary ?? []));
        };
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("API_KEY", "synthetic-delivered");
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Tokens" }).ClickAsync();
        await journey.Button("New token").ClickAsync();
        await journey.Field("Name").FillAsync("web server");
        await journey.Field("Environment").SelectOptionAsync("Production");
        await Expect(journey.Dialog("New token")).ToContainTextAsync("It receives 1 secret.");
        await journey.Field("Expires").SelectOptionAsync("On a date…");
        await Expect(journey.Dialog("New token")).ToContainTextAsync("Choose a day within a year.");
        await journey.Field("Last day").FillAsync($"{DateTime.Now.AddDays(20):yyyy-MM-dd}");
        await Expect(journey.Dialog("New token")).ToContainTextAsync($"It ends on {DateTime.Now.AddDays(20).ToString("dddd", System.Globalization.CultureInfo.InvariantCulture)}");
        await journey.Field("Expires").SelectOptionAsync("In 7 days");
        await journey.Field("Allowed addresses").FillAsync("10.0.0.0/99");
        await journey.Button("Create token").ClickAsync();
        await Expect(journey.Dialog("New token")).ToContainTextAsync("10.0.0.0/99 is not an address or a network");
        await journey.Field("Allowed addresses").FillAsync("");
        await journey.Button("Create token").ClickAsync();

        await Expect(journey.Dialog("Copy the token now")).ToContainTextAsync("Waiting for the first delivery");
        await Expect(journey.Button("Copy")).ToBeFocusedAsync();
        await journey.Button("Copy").ClickAsync();
        await Expect(journey.Button("Copied")).ToBeVisibleAsync();
        Assert.Equal(await journey.Field("Token").InputValueAsync(), await journey.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        var token = await journey.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        var line = await journey.Page.Locator("pre").Filter(new() { HasText = "export SECRETS_TOKEN" }).First.InnerTextAsync();
        Assert.True(line.Contains($"export SECRETS_TOKEN={token}\n", StringComparison.Ordinal) && line.Contains("run -- sh -c", StringComparison.Ordinal), "the ready line lacks the token");
        await journey.Page.Locator("label").Filter(new() { HasText = "Compose" }).ClickAsync();
        await Expect(journey.Button("Copy for Compose")).ToBeVisibleAsync();
        await journey.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(journey.Button("Copy for GitHub Actions")).ToBeVisibleAsync();
        await Expect(journey.Button("Copy for This machine")).ToBeHiddenAsync();

        await using var client = new Client(app.Address, token, () => ["synthetic-delivered"]);
        (await client.RunAsync("run", "--", "sh", "-c", "printf %s \"${#API_KEY}\"")).AssertDone("19");
        await Expect(journey.Dialog("Copy the token now")).ToContainTextAsync("Received 1 secret at");
        await Expect(journey.Dialog("Copy the token now")).ToContainTextAsync("from 127.0.0.1, by secrets/");
        await journey.DoneAsync();
        await Expect(journey.Page.GetByText(token)).ToHaveCountAsync(0);
        await Expect(journey.Row("web server")).ToContainTextAsync("from 127.0.0.1");
        Assert.Contains(frames, frame => frame.Contains("web server", StringComparison.Ordinal));
        Assert.DoesNotContain(frames, frame => frame.Contains(token, StringComparison.Ordinal));

        await journey.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Secrets", Exact = true }).ClickAsync();
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("web server");
        await journey.Button("Delete API_KEY").ClickAsync();
        await Expect(journey.Alert("Delete Secret")).ToContainTextAsync("One token received it in the last 30 days: web server");
        await journey.Page.Keyboard.PressAsync("Escape");
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Audit", Exact = true }).ClickAsync();
        await Expect(journey.Page.GetByText("The log is intact: verified up to entry")).ToBeVisibleAsync();
        await journey.Field("Filter by token").SelectOptionAsync("web server");
        await Expect(journey.Entry("web server received")).ToHaveCountAsync(1);
        var download = await journey.Page.RunAndWaitForDownloadAsync(() => journey.Page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());
        var export = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Equal(1, export.Count(character => character == '\n'));
        Assert.DoesNotContain(token[17..], export, StringComparison.Ordinal);
        await journey.Page.GoBackAsync();
        await Expect(journey.Field("Filter by token")).ToHaveValueAsync("");
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Tokens" }).ClickAsync();

        await journey.Button("Revoke web server").ClickAsync();
        await Expect(journey.Button("Cancel")).ToBeFocusedAsync();
        await journey.Button("Revoke").ClickAsync();
        await Expect(journey.Row("web server")).ToHaveCountAsync(0);
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Show 1 ended" }).ClickAsync();
        await Expect(journey.Row("web server")).ToContainTextAsync("Revoked");
        (await client.RunAsync("run", "--", "touch", "started")).AssertRefused(77, "refused the token");
        Assert.False(File.Exists(Path.Combine(client.Home, "started")));
        await journey.OpenAsync($"/projects/{project}/tokens", "Tokens");
        await Expect(journey.Row("web server")).ToContainTextAsync("Still asks:");
    }
}
