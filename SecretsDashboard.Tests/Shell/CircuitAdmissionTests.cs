using System.Net;
using System.Net.WebSockets;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>Who gets a circuit: a live session of this site, and only so many.</summary>
[Collection(SharedApp.Name)]
public sealed class CircuitAdmissionTests(TestApp app)
{
    [Theory]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/_blazor")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/_blazor/initializers")]
    [InlineData("POST", "/_blazor/disconnect")]
    public async Task Any_Anonymous_Answers401(string method, string path)
    {
        using var visitor = app.Visit();
        using var answer = await visitor.SendAsync(new HttpMethod(method), path, null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Negotiate_ForeignOrigin_Answers403(string? origin)
    {
        using var visitor = await app.SignedInAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"), (HttpMethod.Get, "/_blazor") })
        {
            using var answer = await visitor.SendAsync(method, path, null, request =>
            {
                request.Headers.Remove("Origin");
                if (origin is not null)
                {
                    request.Headers.Add("Origin", origin);
                }
            });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(null)]
    public async Task Socket_ForeignOrigin_IsRefused(string? origin)
    {
        using var visitor = await app.SignedInAsync();
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => CircuitClient.ConnectAsync(socket, visitor, origin));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Socket_Anonymous_IsRefused()
    {
        using var visitor = app.Visit();
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => CircuitClient.ConnectAsync(socket, visitor, app.Address));
        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1", HttpStatusCode.NotFound)]
    [InlineData("GET", "/_blazor?id=known", HttpStatusCode.UpgradeRequired)]
    [InlineData("POST", "/_blazor?id=known", HttpStatusCode.UpgradeRequired)]
    [InlineData("DELETE", "/_blazor?id=known", HttpStatusCode.UpgradeRequired)]
    [InlineData("GET", "/_blazor/", HttpStatusCode.UpgradeRequired)]
    [InlineData("POST", "/_blazor/something", HttpStatusCode.NotFound)]
    public async Task OtherWays_ThanWebSockets_AreNotServed(string method, string path, HttpStatusCode status)
    {
        var visitor = await app.OwnerAtHomeAsync();

        using var answer = await visitor.SendAsync(new HttpMethod(method), path, null, request => request.Headers.Accept.ParseAdd("text/event-stream"));

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("/_blazor", HttpStatusCode.UpgradeRequired)]
    [InlineData("/_blazor/room?blocked", HttpStatusCode.OK)]
    public async Task Socket_NotPassedOnByAProxy_LeavesALine(string path, HttpStatusCode status)
    {
        await using var own = await TestApp.StartAsync();
        using var visitor = await own.SignedInAsync();
        // what is left of the request for a socket behind nginx
        using var answer = await visitor.SendAsync(HttpMethod.Get, path, null, request => request.Headers.Add("Sec-WebSocket-Key", "c3ludGhldGljIGtleSAxMg=="));
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(own.Log.Lines, line => line.Text.Contains("did not pass that on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_MoreThanOnePersonsShare_Answers429()
    {
        await using var own = await TestApp.StartAsync();
        using var visitor = await own.SignedInAsync();
        var open = new List<CircuitClient>();
        for (var count = 0; count < OpenCircuits.PerPerson; count++)
        {
            open.Add(await CircuitClient.OpenAsync(visitor));
        }
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => CircuitClient.ConnectAsync(socket, visitor, visitor.Address));
        Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
        foreach (var client in open)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_AllAskedBeforeAnyWasThere_CutsOffTheOneTooMany()
    {
        await using var own = await TestApp.StartAsync();
        using var visitor = await own.SignedInAsync();
        var clients = new List<CircuitClient>();
        for (var count = 0; count <= OpenCircuits.PerPerson; count++)
        {
            clients.Add(await CircuitClient.DialAsync(visitor));
        }
        foreach (var client in clients.SkipLast(1))
        {
            await client.ShakeHandsAsync();
            // the hands are shaken before the hub takes the connection; what it answers comes after
            Assert.NotEmpty(await client.StartCircuitAsync());
        }
        await clients[^1].ShakeHandsAsync();
        await clients[^1].WaitUntilClosedAsync(TimeSpan.FromSeconds(30));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_SessionEndedSinceTheSocketWasLetIn_IsCutOff()
    {
        await using var own = await TestApp.StartAsync();
        using var visitor = await own.SignedInAsync();
        await using var client = await CircuitClient.DialAsync(visitor);
        using var answer = await visitor.SignOutAsync();

        await client.ShakeHandsAsync();

        // long before the sweep of all connections
        await client.WaitUntilClosedAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task ConnectCircuit_SessionSignedOut_IsCutOff()
    {
        using var visitor = await app.SignedInAsync();
        await using var owner = await CircuitClient.OpenAsync(visitor);
        await owner.StartCircuitAsync();
        using var answer = await visitor.SignOutAsync();
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await owner.WaitUntilClosedAsync(TimeSpan.FromSeconds(1));
    }
}
