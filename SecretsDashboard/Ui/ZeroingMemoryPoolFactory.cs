using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace SecretsDashboard.Ui;

/// <summary>Gives the web server pools that zero what comes back. The memory itself is that of the framework's own factory, with its limits and its eviction.</summary>
internal sealed class ZeroingMemoryPoolFactory(IMemoryPoolFactory<byte> inner) : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new ZeroingMemoryPool(inner.Create(options));

    /// <summary>Puts it in front of the factory that the web server registered.</summary>
    /// <exception cref="InvalidOperationException">The web server has registered none: values would stay in its memory.</exception>
    public static void Decorate(IServiceCollection services)
    {
        var registered = services.LastOrDefault(service => service.ServiceType == typeof(IMemoryPoolFactory<byte>))
            ?? throw new InvalidOperationException("The web server has no factory of memory pools to put this one in front of.");
        services.AddSingleton<IMemoryPoolFactory<byte>>(provider => new ZeroingMemoryPoolFactory(
            (IMemoryPoolFactory<byte>)(registered.ImplementationInstance
                ?? registered.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!))));
    }
}
