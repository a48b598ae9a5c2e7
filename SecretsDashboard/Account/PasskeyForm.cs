namespace SecretsDashboard.Account;

/// <summary>What the page's script posts about a passkey: what the browser answered, and the name or the id it is about.</summary>
public sealed class PasskeyForm
{
    public string? Credential { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }
}
