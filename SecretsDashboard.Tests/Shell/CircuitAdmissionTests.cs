using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
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
        using var negotiate = await visitor.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.TooManyRequests, negotiate.StatusCode);
        // a client may leave out the negotiation
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
    public async Task Open_ThatFails_GivesItsRoomBack()
    {
        using var visitor = await app.SignedInAsync();
        var owner = await app.AccountAsync(TestApp.OwnerEmail);
        var guard = ActivatorUtilities.CreateInstance<CircuitGuard>(app.Services);
        using var hub = new BareHub();
        for (var count = 0; count <= OpenCircuits.PerPerson; count++)
        {
            var context = new HubLifetimeContext(new BareCall($"failed-{count}", SessionClaims.Create(owner.User, owner.Session, "test")), app.Services, hub);
            await Assert.ThrowsAsync<InvalidOperationException>(() => guard.OnConnectedAsync(context, _ => throw new InvalidOperationException()));
        }

        Assert.True(app.Services.GetRequiredService<OpenCircuits>().HasRoom(owner.User));
    }

    [Fact]
    public async Task ConnectCircuit_SecretOfAnotherSession_IsCutOff()
    {
        using var visitor = await app.SignedInAsync();
        using var thief = await app.SignedInAsync();
        await using var owner = await CircuitClient.OpenAsync(visitor);
        var secret = await owner.StartCircuitAsync();
        await using (var stolen = await CircuitClient.OpenAsync(thief))
        {
            Assert.False(await stolen.ConnectCircuitAsync(secret));
        }
        await using var again = await CircuitClient.OpenAsync(visitor);
        Assert.True(await again.ConnectCircuitAsync(secret));
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

    private sealed class BareHub : Hub;

    /// <summary>A connection that says who it is, and nothing else.</summary>
    private sealed class BareCall(string id, ClaimsPrincipal user) : HubCallerContext
    {
        public override string ConnectionId => id;

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal User => user;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort()
        {
            // there is no connection
        }
    }
}
