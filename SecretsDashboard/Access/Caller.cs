using System.Net;

namespace SecretsDashboard.Access;

/// <summary>
/// Who acts: a signed-in person in one session. It carries ids only; what the person may do is read from the database
/// at every deed.
/// </summary>
/// <param name="UserId">The person.</param>
/// <param name="SessionId">The session the deed comes from.</param>
/// <param name="Address">The network address of the request; null inside a circuit, where the session's own is recorded.</param>
/// <param name="RequestId">The trace id under which the logs speak of the same deed.</param>
internal sealed record Caller(Guid UserId, Guid SessionId, string? Address, string RequestId)
{
    /// <summary>The address as one; null inside a circuit.</summary>
    public IPAddress? From => IPAddress.TryParse(Address, out var address) ? address : null;
}
