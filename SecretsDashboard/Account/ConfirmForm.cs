namespace SecretsDashboard.Account;

/// <summary>What the page <em>Confirm it is you</em> asks for.</summary>
public sealed class ConfirmForm
{
    public string? Password { get; set; }

    /// <summary>What a passkey answered, in place of the password.</summary>
    public string? Credential { get; set; }
}
