using SecretsDashboard.Access;

namespace SecretsDashboard.Secrets;

/// <summary>What is known of a secret in one environment, and of one token there. Of tokens it has nothing for a person who may not see them.</summary>
/// <param name="Project">The project's name for the stores.</param>
/// <param name="Key">As it is stored.</param>
/// <param name="Environment">Name of the environment.</param>
internal sealed record CheckFacts(string Project, string Key, string Environment)
{
    /// <summary>The person may set a value there.</summary>
    public bool CanSet { get; init; }

    /// <summary>The environment's own current value; null: it has none.</summary>
    public SecretVersion? Version { get; init; }

    /// <summary>The organization shares a secret of the same key there.</summary>
    public bool IsShared { get; init; }

    /// <summary>When it was last received: by the token, or by any where the person may not see them; null: never.</summary>
    public DateTime? ReceivedAt { get; init; }

    /// <summary>The version that was received; null: it was a shared one, or none.</summary>
    public long? ReceivedVersion { get; init; }

    /// <summary>It is what the organization shares: programs of other projects receive it with their own tokens.</summary>
    public bool IsOrganization { get; init; }

    /// <summary>The person may see the project's tokens.</summary>
    public bool SeesTokens { get; init; }

    /// <summary>The token that is looked at; null: there is none, or the person may not see it.</summary>
    public CheckToken? Token { get; init; }

    /// <summary>Its last refusal.</summary>
    public LastRefusal? Refusal { get; init; }
}
