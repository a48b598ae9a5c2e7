namespace SecretsDashboard.Secrets;

/// <summary>A token that received a secret, and when it last did.</summary>
/// <param name="Name">Null: the token belongs to a project that the person is not in.</param>
public sealed record SecretReceiver(string? Name, DateTime At)
{
    public string Token => Name ?? "a token of another project";
}
