using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>A person as those see them who manage people.</summary>
/// <param name="LastSeenAt">When one of their sessions was last used; null: they never signed in.</param>
public sealed record MemberListItem(Guid Id, string Name, string Email, InstanceRole Role, DateTime? LastSeenAt)
{
    public const string NoFactor = "None";

    public bool IsDisabled { get; init; }

    /// <summary>They can sign in without a passkey.</summary>
    public bool HasPassword { get; init; }

    /// <summary>An authenticator app is set up.</summary>
    public bool HasApp { get; init; }

    public bool HasPasskey { get; init; }

    /// <summary>The name in a sentence: with the address where somebody else has the same.</summary>
    public required string Label { get; init; }

    /// <summary>It is who looks.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Who looks may change the role, disable and remove.</summary>
    public bool CanChange { get; init; }

    /// <summary>The names of the projects they are in.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>The names of the projects that nobody else manages who can sign in.</summary>
    public IReadOnlyList<string> OnlyManagerOf { get; init; } = [];

    public bool HasSecondFactor => HasApp || HasPasskey;

    /// <summary>Which second factors they have, in words.</summary>
    public string SecondFactors => (HasApp, HasPasskey) switch
    {
        (true, true) => "App and passkey",
        (true, false) => "App",
        (false, true) => "Passkey",
        _ => NoFactor,
    };
}
