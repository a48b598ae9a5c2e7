using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>
/// Knows every open connection and whose it is, and cuts those whose session ended: at once when told so, and every
/// half minute for sessions that ran out. When the server stops it cuts all of them and takes no new one: browsers connect again at once,
/// and what is let in then would keep the server from ending.
/// </summary>
internal sealed class OpenCircuits(Revocations revocations, LiveSessions sessions, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OpenCircuits> log) : BackgroundService
{
    public const int PerPerson = 10;
    public const int InAll = 300;

    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, OpenCircuit> connections = new();
    private readonly ConcurrentDictionary<string, (Guid User, Guid Session)> owners = new(StringComparer.Ordinal);

    /// <summary>The server takes no connection any more.</summary>
    public bool IsClosing => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>May this person open one more?</summary>
    public bool HasRoom(Guid user) => connections.Count < InAll && connections.Values.Count(each => each.User == user) < PerPerson;

    /// <summary>Takes the room for a connection; false when others took the last of it since it was asked for.</summary>
    public bool TryOpen(HubCallerContext context, Guid user, Guid session)
    {
        lock (connections)
        {
            return !IsClosing && HasRoom(user) && connections.TryAdd(context.ConnectionId, new OpenCircuit(user, session, context, time.GetUtcNow()));
        }
    }

    public void Closed(HubCallerContext context) => connections.TryRemove(context.ConnectionId, out _);

    /// <summary>Remembers who started the circuit with this secret.</summary>
    public void Started(string circuit, Guid user, Guid session) => owners[circuit] = (user, session);

    /// <summary>Was the circuit started from the given session? A stolen circuit secret is worth nothing to another.</summary>
    public bool Owns(string circuit, Guid user, Guid session) => OwnerOf(circuit) == (user, session);

    /// <summary>Who started it; null: it is not there, or not any more.</summary>
    public (Guid User, Guid Session)? OwnerOf(string circuit) => owners.TryGetValue(circuit, out var owner) ? owner : null;

    /// <summary>A person did something in this circuit: the session counts as used.</summary>
    public async Task UsedAsync(HubCallerContext context)
    {
        if (connections.TryGetValue(context.ConnectionId, out var circuit) && time.GetUtcNow() - circuit.UsedAt >= LiveSessions.Grain)
        {
            circuit.UsedAt = time.GetUtcNow();
            if (await sessions.UseAsync(circuit.User, circuit.Session, CancellationToken.None) != SessionState.Live)
            {
                context.Abort();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        revocations.Ended += Cut;
        // not the token of this service: the web server is stopped first, and waits for every open connection
        await using var closing = lifetime.ApplicationStopping.Register(CutAll);
        try
        {
            using var timer = new PeriodicTimer(Sweep);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CutDeadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
        finally
        {
            revocations.Ended -= Cut;
        }
    }

    private void CutAll()
    {
        // one that is being opened is either here already or sees that the server closes
        lock (connections)
        {
            foreach (var circuit in connections.Values)
            {
                circuit.Context.Abort();
            }
        }
    }

    private void Cut(Guid user, Guid? session)
    {
        foreach (var circuit in connections.Values.Where(each => each.User == user && (session is null || each.Session == session)))
        {
            circuit.Context.Abort();
        }
        Forget(owner => owner.User == user && (session is null || owner.Session == session));
    }

    /// <summary>Cuts now whose session ended or ran out.</summary>
    internal async Task CutDeadAsync(CancellationToken cancellationToken)
    {
        foreach (var (user, session) in owners.Values.Distinct().ToList())
        {
            try
            {
                if (!await sessions.IsLiveAsync(user, session, cancellationToken))
                {
                    Cut(user, session);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "A session could not be checked; it is tried again in half a minute.");
            }
        }
    }

    private void Forget(Func<(Guid User, Guid Session), bool> gone)
    {
        foreach (var (circuit, _) in owners.Where(each => gone(each.Value)))
        {
            owners.TryRemove(circuit, out _);
        }
    }
}
