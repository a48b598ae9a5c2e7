using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>The server behind the proxies that docs/operations.md prints, each the real program, seen by a real browser.</summary>
[Collection(SharedBrowser.Name)]
public sealed partial class ProxyJourneyTests(BrowserFixture browser, ITestOutputHelper output)
{
    [ProxyTheory]
    [InlineData(ReverseProxy.Nginx, 443)]
    [InlineData(ReverseProxy.Nginx, 8443)]
    [InlineData(ReverseProxy.Caddy, 443)]
    [InlineData(ReverseProxy.Caddy, 8443)]
    public async Task FirstOwner_ThroughThePrintedProxy_SavesASecret(string name, int wanted)
    {
        var port = PortOf(wanted);
        using var folder = new ServerFolder();
        await using var server = await StartAsync(folder, port);
        await using var proxy = await ReverseProxy.StartAsync(name, port, server.Port);
        await using var journey = await Journey.StartAsync(browser, Origin(port));

        await SetUpAsync(journey, server);
        Assert.Equal($"{Origin(port)}/", journey.Page.Url);
        await journey.Button("New project").ClickAsync();
        await journey.Field("Name").FillAsync("Bot");
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
        await journey.AddAsync("API_KEY", "synthetic");
        journey.Check();
        // the page's connection is cut, and it says so
        journey.Allow("");
        await journey.SignOutAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        Assert.Equal($"{Origin(port)}/login", journey.Page.Url);
    }

    [ProxyTheory]
    [InlineData("$host")]
    [InlineData("secrets.localhost")]
    public async Task FirstOwner_HostPassedOnWithoutItsPort_ComesToTheOverview(string host)
    {
        var port = PortOf(8443);
        using var folder = new ServerFolder();
        await using var server = await StartAsync(folder, port);
        await using var proxy = await ReverseProxy.StartAsync(ReverseProxy.Nginx, port, server.Port, block => block.Replace("$http_host", host, StringComparison.Ordinal));
        await using var journey = await Journey.StartAsync(browser, Origin(port));

        await SetUpAsync(journey, server);

        Assert.Equal($"{Origin(port)}/", journey.Page.Url);
    }

    [ProxyTheory]
    [InlineData(ReverseProxy.Nginx)]
    public async Task Page_WebSocketsNotPassedOn_NamesTheProxyAndLeavesALine(string name)
    {
        var port = PortOf(8443);
        using var folder = new ServerFolder();
        await using var server = await StartAsync(folder, port);
        await using var proxy = await ReverseProxy.StartAsync(name, port, server.Port, block => Upgrade().Replace(block, ""));
        await using var journey = await Journey.StartAsync(browser, Origin(port));
        journey.Allow("");

        await SetUpAsync(journey, server, "");

        await Expect(journey.Page.GetByText("The live connection does not get through: the proxy before this server must pass web sockets on.")).ToBeVisibleAsync();
        await Expect(journey.Page.GetByText("Too many tabs")).ToHaveCountAsync(0);
        await Expect(journey.Button("Reload")).ToBeVisibleAsync();
        Assert.Contains("did not pass that on", server.Output, StringComparison.Ordinal);
    }

    private int PortOf(int wanted)
    {
        var port = ReverseProxy.Port(wanted);
        if (port != wanted)
        {
            output.WriteLine($"port {wanted} is taken or not for this user: {port} in its place");
        }
        return port;
    }

    private static string Origin(int port) => port == 443 ? $"https://{ReverseProxy.Host}" : $"https://{ReverseProxy.Host}:{port}";

    private static Task<ServerProcess> StartAsync(ServerFolder folder, int port) =>
        ServerProcess.StartAsync(folder, 0, $"--PublicOrigin={Origin(port)}", "--TrustedProxies:0=127.0.0.1/32");

    private static async Task SetUpAsync(Journey journey, ServerProcess server, string then = "Overview")
    {
        await journey.Page.GotoAsync(Link().Match(server.Output).Groups[1].Value);
        await journey.Field("Name").FillAsync(TestApp.OwnerName);
        await journey.Field("Email").FillAsync(TestApp.OwnerEmail);
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Field("Confirm password").FillAsync(TestApp.Password);
        await journey.Button("Create account").ClickAsync();
        if (then != "")
        {
            await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = then, Exact = true, Level = 1 })).ToBeVisibleAsync();
        }
    }

    [GeneratedRegex("Create the owner account: (https://[^ ]+/setup#[0-9a-f]{32})")]
    private static partial Regex Link();

    [GeneratedRegex("^.*(Upgrade|Connection) .*$", RegexOptions.Multiline)]
    private static partial Regex Upgrade();
}
