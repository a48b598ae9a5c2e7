using Microsoft.AspNetCore.SignalR;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>
/// Ties every circuit to the person and session that started it: the framework alone would let any signed-in person attach to
/// a circuit whose secret they know. Lets through what the page's script calls, and cuts off anyone who calls anything else of the hub. Counts what
/// people do (not heartbeats) as use of their session.
/// </summary>
internal sealed class CircuitGuard(OpenCircuits circuits, LiveSessions sessions, CircuitThefts thefts, Budget budget) : IHubFilter
{
    /// <summary>All that may be called. The hub has more, which no page here uses, and a newer framework may bring others.</summary>
    internal static readonly IReadOnlySet<string> Called = new HashSet<string>(StringComparer.Ordinal)
    {
        "StartCircuit", "ConnectCircuit", "ResumeCircuit", "UpdateRootComponents", "BeginInvokeDotNetFromJS", "EndInvokeJSFromDotNet", "OnRenderCompleted", "OnLocationChanged",
    };

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (SessionClaims.Read(invocationContext.Context.User) is not { } caller || !Called.Contains(invocationContext.HubMethodName))
        {
            invocationContext.Context.Abort();
            return null;
        }
        switch (invocationContext.HubMethodName)
        {
            case "ConnectCircuit" or "ResumeCircuit"
                when invocationContext.HubMethodArguments is not [string circuit, ..] || !circuits.Owns(circuit, caller.User, caller.Session):
                if (invocationContext is { HubMethodArguments: [string stolen, ..] } && invocationContext.Context.GetHttpContext() is { } request)
                {
                    await thefts.RefusedAsync(stolen, request);
                }
                // told, not cut off: the page of a server that was restarted must learn that its circuit is gone for good
                return false;
            case "BeginInvokeDotNetFromJS" or "OnLocationChanged":
                await circuits.UsedAsync(invocationContext.Context);
                break;
        }
        return invocationContext.HubMethodName is "StartCircuit" or "ResumeCircuit" ? await StartAsync(invocationContext, caller, next) : await next(invocationContext);
    }

    // null where there is no room: the page asks why it has no circuit
    private async Task<object?> StartAsync(HubInvocationContext invocation, (Guid User, Guid Session) caller, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var room = CircuitRoom.Take(budget, caller.User);
        object? result = null;
        try
        {
            return result = room is null ? null : await next(invocation);
        }
        finally
        {
            if (result is string started)
            {
                circuits.Started(started, caller.User, caller.Session);
            }
            else
            {
                room?.Dispose();
            }
        }
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (SessionClaims.Read(context.Context.User) is not { } caller || !circuits.TryOpen(context.Context, caller.User, caller.Session))
        {
            context.Context.Abort();
            return;
        }
        try
        {
            // asked again once it is known here: a session may have ended since the request was let in, when there was nothing to cut yet
            if (!await sessions.IsLiveAsync(caller.User, caller.Session, context.Context.ConnectionAborted))
            {
                context.Context.Abort();
                return;
            }
            await next(context);
        }
        catch (OperationCanceledException) when (context.Context.ConnectionAborted.IsCancellationRequested)
        {
            // the page was left before it was connected: no fault for the log
            circuits.Closed(context.Context);
        }
        catch
        {
            // a connection that could not be opened is not told to be closed: its room would be lost
            circuits.Closed(context.Context);
            throw;
        }
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        circuits.Closed(context.Context);
        return next(context, exception);
    }
}
