using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Pages whose connection is gone, or never comes back, say so and offer a way on.</summary>
[Collection(SecretsBrowser.Name)]
public sealed partial class DeadPageJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Circuit_DiesWhileTyping_SaysSoKeepsTheTextAndNamesTheRequest()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        journey.Allow("");
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.AddAsync("FIRST_KEY", "synthetic");
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("API_KEY");
        await journey.Field("Secret Value").FillAsync("synthetic");

        // as an extension does; the server takes the notice away a moment later and does not find it
        await journey.Page.EvaluateAsync("() => document.querySelector('.notices').replaceChildren()");

        var alert = journey.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Something went wrong. Your text is still here." });
        await Expect(alert).ToBeVisibleAsync();
        await Expect(alert).ToContainTextAsync("The server's log says more at request");
        var request = Request().Match(await alert.InnerTextAsync()).Groups[1].Value;
        Assert.Contains(app.Log.Lines, line => line.Category == "SecretsDashboard.Ui.RefusalLog" && line.Text.Contains($"Request {request}.", StringComparison.Ordinal));
        await Expect(journey.Field("Secret Value")).ToHaveValueAsync("synthetic");
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Row("API_KEY")).ToBeVisibleAsync();
        await Expect(alert).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(502, "text/plain", "Bad gateway")]
    [InlineData(200, "text/html", "<h1>Please sign in to the hotel's network</h1>")]
    public async Task Connection_SomethingElseAnswersForLong_OffersAWayOn(int status, string type, string body)
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        journey.Allow("");
        await journey.Page.AddInitScriptAsync("""
            globalThis.sockets = [];
            globalThis.WebSocket = class extends WebSocket {
              constructor(...given) {
                super(globalThis.away ? new URL("/nowhere", location.href.replace(/^http/, "ws")) : given[0], ...given.slice(1));
                sockets.push(this);
              }
            };
            """);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Context.RouteAsync("**/*", route => route.FulfillAsync(new() { Status = status, ContentType = type, Body = body }));
        await journey.Page.EvaluateAsync("() => { globalThis.away = true; sockets.forEach(socket => socket.close()); }");

        await Expect(journey.Page.GetByText("The server does not answer")).ToBeVisibleAsync();
        await Expect(journey.Button("Reload")).ToBeVisibleAsync();
        await journey.Button("Add Secret").ClickAsync(new() { Trial = true });
        await journey.Context.UnrouteAllAsync();
        await journey.Button("Reload").ClickAsync();
        await Expect(journey.Button("Add Secret")).ToBeVisibleAsync();
        await Expect(journey.Page.GetByText("The server does not answer")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Time_BrowsersClockIsWrong_IsToldByTheServersClock()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        using var token = await TokenUser.MintAsync(app, project, days: "7");
        await journey.Page.Clock.SetFixedTimeAsync(DateTime.UtcNow.AddDays(30));
        await journey.OpenAsync($"/projects/{project}/tokens", "Tokens");

        await Expect(journey.Page.GetByText(new Regex("^in [67] days$"))).ToBeVisibleAsync();
    }

    [GeneratedRegex("at request ([^ ]+)\\.")]
    private static partial Regex Request();
}
