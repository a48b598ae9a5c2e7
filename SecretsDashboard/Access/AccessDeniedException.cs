using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Refused or missing: the same outside, so that nobody can probe for what exists. <see cref="Reason"/> and
/// <see cref="Project"/> are for the audit log alone.
/// </summary>
internal sealed class AccessDeniedException(string reason, Project? project = null) : Exception("Not found, or not allowed.")
{
    public const string SignedOut = "signed_out";
    public const string Disabled = "disabled";
    public const string UnknownTarget = "unknown_target";
    public const string NotAMember = "not_a_member";
    public const string RoleTooLow = "role_too_low";
    public const string SecondFactorMissing = "second_factor_missing";
    public const string OwnAccount = "own_account";
    public const string RightMissing = "right_missing";
    public const string TokenEnded = "token_ended";
    public const string ForeignAddress = "foreign_address";

    public string Reason { get; } = reason;

    public Project? Project { get; } = project;

    /// <summary>What to tell somebody who belongs to the project and asked from a form that is out of date; null: the bare status says enough.</summary>
    public string? Words { get; init; }
}
