using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Projects;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Support;

/// <summary>A data folder opened with the product's own classes and its key file, without a server: what is really in it.</summary>
internal sealed class OpenedFolder : IAsyncDisposable
{
    private readonly IHost host;

    private OpenedFolder(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public static async Task<OpenedFolder> OpenAsync(ServerFolder folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Root });
        builder.Configuration.AddInMemoryCollection([new("Storage:Directory", folder.Data), new("Encryption:MasterKeyFile", folder.KeyFile)]);
        builder.Services.AddEncryption(builder.Configuration).AddData(builder.Configuration).AddAccess(builder.Configuration).AddProjects().AddTokens();
        var opened = new OpenedFolder(builder.Build());
        await opened.Services.GetRequiredService<DatabaseStartup>().RunAsync(CancellationToken.None);
        return opened;
    }

    /// <summary>The first fault of the audit chain; null: none.</summary>
    public async Task<string?> AuditFaultAsync() => (await Services.GetRequiredService<AuditVerifier>().VerifyAsync(CancellationToken.None)).Fault;

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
