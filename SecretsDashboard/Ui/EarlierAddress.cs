namespace SecretsDashboard.Ui;

/// <summary>Whether the server had another address before: set once at the start, for what explains itself by it.</summary>
internal sealed class EarlierAddress
{
    /// <summary>Somebody has a passkey that was made for another name than today's; browsers do not offer it here.</summary>
    public bool HasPasskeys { get; set; }
}
