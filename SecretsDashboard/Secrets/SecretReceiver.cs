namespace SecretsDashboard.Secrets;

/// <summary>A token that received a secret, and when it last did.</summary>
/// <param name="Name">Null: the token belongs to a project that the person is not in.</param>
public sealed record SecretReceiver(string? Name, DateTime At)
{
    /// <summary>What is said of one that somebody else made for themselves, before there was nothing shared beneath it.</summary>
    public const string Personal = "a personal token";

    /// <summary>What is said of one that went with a person.</summary>
    public const string Removed = "a token that was removed";

    public string Token => Name ?? "a token of another project";
}
