using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>An invitation that nobody has used yet.</summary>
/// <param name="CanWithdraw">Who looks may withdraw it.</param>
public sealed record InvitationListItem(Guid Id, string Email, InstanceRole Role, DateTime ExpiresAt, bool CanWithdraw)
{
    /// <summary>The projects it leads into, each with the role: "Web Shop (editor)".</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>It was found expired before.</summary>
    public bool IsEnded { get; init; }

    public bool IsExpiredAt(DateTime now) => IsEnded || ExpiresAt <= now;
}
