namespace SecretsDashboard.Account;

/// <summary>What <em>Confirm it is you</em> asks for, the page and the dialog: a password, or what a passkey answered.</summary>
public sealed class ConfirmForm
{
    public string? Password { get; set; }

    public string? Credential { get; set; }

    internal bool HasPasskey => !string.IsNullOrEmpty(Credential);
}
