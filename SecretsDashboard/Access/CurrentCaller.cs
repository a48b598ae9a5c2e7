using System.Diagnostics;
using Microsoft.AspNetCore.Components.Authorization;

namespace SecretsDashboard.Access;

/// <summary>Makes the <see cref="Caller"/> of an HTTP request or of a circuit. Refuses where nobody is signed in.</summary>
internal sealed class CurrentCaller(AuthenticationStateProvider authentication)
{
    /// <summary>The caller of an HTTP request.</summary>
    /// <exception cref="AccessDeniedException">Nobody is signed in.</exception>
    public static Caller Of(HttpContext context) =>
        SessionClaims.Read(context.User) is { } ids
            ? new Caller(ids.User, ids.Session, context.Connection.RemoteIpAddress?.ToString(), context.TraceIdentifier)
            : throw new AccessDeniedException(AccessDeniedException.SignedOut);

    /// <summary>The caller of the circuit this scope belongs to.</summary>
    /// <exception cref="AccessDeniedException">Nobody is signed in.</exception>
    public async Task<Caller> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return SessionClaims.Read(state.User) is { } ids
            ? new Caller(ids.User, ids.Session, null, Activity.Current?.Id ?? ActivityTraceId.CreateRandom().ToHexString())
            : throw new AccessDeniedException(AccessDeniedException.SignedOut);
    }
}
