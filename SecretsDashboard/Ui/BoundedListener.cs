using System.Net;
using Microsoft.AspNetCore.Connections;

namespace SecretsDashboard.Ui;

/// <summary>Takes a connection off the system's queue only where there is room for it; until then it waits there, which costs no open file.</summary>
/// <param name="inner">Accepts the connections.</param>
/// <param name="room">How many more may be open; shared by all listeners.</param>
internal sealed class BoundedListener(IConnectionListener inner, SemaphoreSlim room) : IConnectionListener
{
    private readonly CancellationTokenSource unbound = new();

    public EndPoint EndPoint => inner.EndPoint;

    /// <returns>The next connection; null: the listener accepts no more.</returns>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, unbound.Token);
        try
        {
            await room.WaitAsync(end.Token);
        }
        catch (OperationCanceledException) when (unbound.IsCancellationRequested)
        {
            return null;
        }
        ConnectionContext? connection = null;
        try
        {
            connection = await inner.AcceptAsync(cancellationToken);
        }
        finally
        {
            if (connection is null)
            {
                room.Release();
            }
        }
        connection?.ConnectionClosed.UnsafeRegister(static room => ((SemaphoreSlim)room!).Release(), room);
        return connection;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await unbound.CancelAsync();
        await inner.UnbindAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await unbound.CancelAsync();
        await inner.DisposeAsync();
        unbound.Dispose();
    }
}
