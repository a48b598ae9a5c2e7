using System.Security.Claims;

namespace SecretsDashboard.Access;

/// <summary>The claims of the session cookie: ids, and nothing that could grow stale.</summary>
internal static class SessionClaims
{
    public const string Session = "sid";

    public static ClaimsPrincipal Create(Guid user, Guid session, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, user.ToString()), new Claim(Session, session.ToString())], scheme));

    /// <summary>Person and session of a principal; null where it is not signed in.</summary>
    public static (Guid User, Guid Session)? Read(ClaimsPrincipal? principal) =>
        principal?.Identity is { IsAuthenticated: true }
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
        && Guid.TryParse(principal.FindFirstValue(Session), out var session)
            ? (user, session)
            : null;
}
