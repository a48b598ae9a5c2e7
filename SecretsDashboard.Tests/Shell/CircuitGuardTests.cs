using System.Net.WebSockets;
using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>What may be called of the hub, and what a connection that fails leaves behind.</summary>
[Collection(SharedApp.Name)]
public sealed class CircuitGuardTests(TestApp app)
{
    // what the hub has and no page here calls
    private static readonly string[] Uncalled = ["OnLocationChanging", "PauseCircuit", "ReceiveByteArray", "ReceiveJSDataChunk", "SendDotNetStreamToJS"];

    [Fact]
    public void Hub_EveryMethod_IsListedOrKnownToBeUncalled()
    {
        var hub = typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub", throwOnError: true)!;
        var methods = hub.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == hub).Select(method => method.Name).Order();

        Assert.Equal(CircuitGuard.Called.Concat(Uncalled).Order(), methods);
    }

    [Fact]
    public async Task Invoke_MethodThatNobodyListed_IsCutOffBeforeItIsDone()
    {
        using var visitor = await app.SignedInAsync();
        var owner = await app.AccountAsync(TestApp.OwnerEmail);
        using var hub = new BareHub();
        var call = new BareCall("tomorrow", SessionClaims.Create(owner.User, owner.Session, "test"));
        var invocation = new HubInvocationContext(call, app.Services, hub, typeof(BareHub).GetMethod(nameof(BareHub.MethodOfTomorrow))!, []);
        var isDone = false;

        Assert.Null(await ActivatorUtilities.CreateInstance<CircuitGuard>(app.Services).InvokeMethodAsync(invocation, _ =>
        {
            isDone = true;
            return ValueTask.FromResult<object?>(null);
        }));

        Assert.False(isDone);
        Assert.True(call.IsAborted);
    }

    [Fact]
    public async Task Invoke_HubMethodThatNobodyListed_ClosesTheConnection()
    {
        using var visitor = await app.SignedInAsync();
        await using var client = await CircuitClient.OpenAsync(visitor);
        await client.StartCircuitAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => client.CallAsync("PauseCircuit"));
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
    public async Task Open_PageIsLeftMeanwhile_IsNoFault()
    {
        using var visitor = await app.SignedInAsync();
        var owner = await app.AccountAsync(TestApp.OwnerEmail);
        using var hub = new BareHub();
        var call = new BareCall("left", SessionClaims.Create(owner.User, owner.Session, "test"), new CancellationToken(canceled: true));
        var isOpened = false;

        await ActivatorUtilities.CreateInstance<CircuitGuard>(app.Services).OnConnectedAsync(new HubLifetimeContext(call, app.Services, hub), _ =>
        {
            isOpened = true;
            return Task.CompletedTask;
        });

        Assert.False(isOpened);
    }

    private sealed class BareHub : Hub
    {
        public static void MethodOfTomorrow()
        {
            // a framework that is newer may have it
        }
    }

    /// <summary>A connection that says who it is, and nothing else.</summary>
    private sealed class BareCall(string id, ClaimsPrincipal user, CancellationToken aborted = default) : HubCallerContext
    {
        public bool IsAborted { get; private set; }

        public override string ConnectionId => id;

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal User => user;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => aborted;

        public override void Abort() => IsAborted = true;
    }
}
