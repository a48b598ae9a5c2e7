namespace SecretsDashboard.Account;

/// <summary>
/// What a page without a circuit asks the proof for, in the words of what was pressed. It knows the forms and pages that ask; a
/// link can bring no words of its own.
/// </summary>
internal static class ConfirmedDeed
{
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["recovery-codes"] = "New recovery codes",
        ["authenticator-off"] = "Turn off the authenticator app",
        ["authenticator"] = "Turn on the authenticator app",
        ["passkey-add"] = "Add a passkey",
        ["passkey-remove"] = "Remove the passkey",
        ["password"] = "Set a password",
    };

    /// <summary>The words; null: it is not known.</summary>
    /// <param name="form">The name of the form that was sent; null: none was.</param>
    /// <param name="address">The local address that was asked for.</param>
    public static string? Of(string? form, string address) =>
        Forms.GetValueOrDefault(form ?? "")
        ?? (address.StartsWith(AuthenticatorPage.Address, StringComparison.Ordinal) ? "Set up an authenticator app"
            : address.Split('?')[0].EndsWith("/audit/export", StringComparison.Ordinal) ? "Export"
            : null);
}
