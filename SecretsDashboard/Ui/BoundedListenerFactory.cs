using System.Net;
using Microsoft.AspNetCore.Connections;

namespace SecretsDashboard.Ui;

/// <summary>
/// Keeps the accepted connections within the limit of open files. The web server's own limits close one too many only once a thread gets to it:
/// where many come at once, they would lie about as open files until then, and the process would run out of them.
/// </summary>
internal sealed class BoundedListenerFactory(IConnectionListenerFactory inner) : IConnectionListenerFactory, IDisposable
{
    private readonly SemaphoreSlim room = new(ConnectionLimits.All(OpenFileLimit.Read()));

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new BoundedListener(await inner.BindAsync(endpoint, cancellationToken), room);

    public void Dispose() => room.Dispose();

    /// <summary>Puts it in front of the factory that the web server registered.</summary>
    /// <exception cref="InvalidOperationException">The web server has registered none.</exception>
    public static void Decorate(IServiceCollection services)
    {
        var registered = services.LastOrDefault(service => service.ServiceType == typeof(IConnectionListenerFactory))?.ImplementationType
            ?? throw new InvalidOperationException("The web server has no factory of listeners to put this one in front of.");
        services.AddSingleton<IConnectionListenerFactory>(provider =>
            new BoundedListenerFactory((IConnectionListenerFactory)ActivatorUtilities.CreateInstance(provider, registered)));
    }
}
