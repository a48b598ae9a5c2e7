namespace SecretsDashboard.Access;

/// <summary>How a person, or a token, is named where they are shown.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The person's address; null: a token, or somebody who is gone.</param>
/// <param name="IsShared">Another person has a name that is the same, or looks the same: the address stands beside it.</param>
public sealed record PersonLabel(string Name, string? Email = null, bool IsShared = false)
{
    /// <summary>The name in a sentence.</summary>
    public string Text => IsShared && Email is not null ? $"{Name} ({Email})" : Name;
}
