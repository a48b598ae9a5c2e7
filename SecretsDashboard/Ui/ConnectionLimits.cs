using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>
/// Lets only as many connect at once as the system's limit of open files has room for: one connection too many is closed, instead of the
/// process ending. Live pages have a share of their own, so that anonymous requests do not take it.
/// </summary>
internal sealed class ConnectionLimits : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options) => (options.Limits.MaxConcurrentConnections, options.Limits.MaxConcurrentUpgradedConnections) = Of(OpenFileLimit.Read());

    /// <summary>How many connections fit beside what the server opens itself.</summary>
    /// <param name="openFiles">The limit of open files, at least <see cref="OpenFileLimit.Least"/>.</param>
    public static int All(int openFiles) => openFiles - OpenFileLimit.Own;

    /// <summary>How many plain connections and how many live pages fit beside what the server opens itself.</summary>
    /// <param name="openFiles">The limit of open files, at least <see cref="OpenFileLimit.Least"/>.</param>
    public static (long Plain, long Live) Of(int openFiles)
    {
        var live = (openFiles - OpenFileLimit.Own) / 3;
        return (openFiles - OpenFileLimit.Own - live, live);
    }
}
