using Microsoft.AspNetCore.SignalR;

namespace SecretsDashboard.Shell;

/// <summary>One open connection and whose it is.</summary>
internal sealed class OpenCircuit(Guid user, Guid session, HubCallerContext context, DateTimeOffset usedAt)
{
    public Guid User { get; } = user;

    public Guid Session { get; } = session;

    public HubCallerContext Context { get; } = context;

    public DateTimeOffset UsedAt { get; set; } = usedAt;
}
