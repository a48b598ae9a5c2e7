using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>A person as those see them who manage people.</summary>
/// <param name="HasPassword">They can sign in without a passkey.</param>
/// <param name="IsSelf">It is who looks.</param>
/// <param name="CanChange">Who looks may change the role, disable and remove.</param>
public sealed record MemberListItem(Guid Id, string Name, string Email, InstanceRole Role, DateTime? LastSignInAt, bool IsDisabled, bool HasPassword, bool HasSecondFactor, bool IsSelf, bool CanChange);
