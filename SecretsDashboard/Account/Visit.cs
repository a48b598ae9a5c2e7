using System.Net;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>Who asks before they are known: from where, with which browser, and the trace id of the request.</summary>
internal sealed record Visit(IPAddress? Address, string Device, string RequestId)
{
    /// <summary>The browser, where somebody signed in with it before.</summary>
    public KnownBrowser? Browser { get; init; }

    /// <summary>As the audit log names them.</summary>
    public AuditActor Actor => AuditActor.Anonymous(Address?.ToString(), RequestId);

    public static Visit Of(HttpContext context) =>
        new(context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent.ToString(), context.TraceIdentifier);
}
