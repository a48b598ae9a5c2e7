using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Names the types of secrets and guesses one from how a value starts and how a key ends.</summary>
internal static class SecretTypes
{
    /// <summary>The word with which the dialogs ask for a guess.</summary>
    public const string Detect = "detect";

    private static readonly (string Prefix, SecretType Type)[] Prefixes =
    [
        ("-----BEGIN", SecretType.PrivateKey), ("whsec_", SecretType.WebhookSecret),
        ("sk-", SecretType.ApiKey), ("sk_", SecretType.ApiKey), ("pk_", SecretType.ApiKey), ("rk_", SecretType.ApiKey), ("AKIA", SecretType.ApiKey), ("AIza", SecretType.ApiKey), ("SG.", SecretType.ApiKey), ("key-", SecretType.ApiKey),
        ("ghp_", SecretType.Token), ("gho_", SecretType.Token), ("ghs_", SecretType.Token), ("github_pat_", SecretType.Token), ("glpat-", SecretType.Token), ("xoxb-", SecretType.Token), ("xoxp-", SecretType.Token), ("npm_", SecretType.Token), ("eyJ", SecretType.Token), ("hvs.", SecretType.Token), ("sdt_", SecretType.Token),
        ("Server=", SecretType.ConnectionString), ("Data Source=", SecretType.ConnectionString), ("Host=", SecretType.ConnectionString), ("Endpoint=", SecretType.ConnectionString), ("DefaultEndpointsProtocol=", SecretType.ConnectionString), ("AccountEndpoint=", SecretType.ConnectionString),
    ];

    private static readonly (string Ending, SecretType Type)[] Endings =
    [
        ("PRIVATE_KEY", SecretType.PrivateKey), ("WEBHOOK_SECRET", SecretType.WebhookSecret), ("SIGNING_SECRET", SecretType.WebhookSecret),
        ("PASSWORD", SecretType.Password), ("PASSWD", SecretType.Password), ("PASSPHRASE", SecretType.Password), ("_PASS", SecretType.Password), ("_PWD", SecretType.Password),
        ("API_KEY", SecretType.ApiKey), ("APIKEY", SecretType.ApiKey), ("ACCESS_KEY", SecretType.ApiKey), ("_KEY", SecretType.ApiKey), ("_KEY_ID", SecretType.ApiKey),
        // names something and opens nothing
        ("_ID", SecretType.Other),
        ("_SECRET", SecretType.Password),
        ("TOKEN", SecretType.Token), ("_PAT", SecretType.Token), ("_JWT", SecretType.Token),
        ("CONNECTION_STRING", SecretType.ConnectionString), ("DATABASE_URL", SecretType.ConnectionString), ("_DSN", SecretType.ConnectionString), ("REDIS_URL", SecretType.ConnectionString), ("MONGO_URL", SecretType.ConnectionString), ("AMQP_URL", SecretType.ConnectionString),
    ];

    public static IReadOnlyList<SecretType> All { get; } =
        [SecretType.ApiKey, SecretType.Token, SecretType.Password, SecretType.ConnectionString, SecretType.PrivateKey, SecretType.WebhookSecret, SecretType.Other];

    public static string Name(SecretType type) => type switch
    {
        SecretType.ApiKey => "API key",
        SecretType.Token => "Token",
        SecretType.Password => "Password",
        SecretType.ConnectionString => "Connection string",
        SecretType.PrivateKey => "Private key",
        SecretType.WebhookSecret => "Webhook secret",
        _ => "Other",
    };

    /// <summary>The name of its icon in the sheet.</summary>
    public static string Icon(SecretType type) => type switch
    {
        SecretType.ApiKey => "key",
        SecretType.Token => "token",
        SecretType.Password => "password",
        SecretType.ConnectionString => "database",
        SecretType.PrivateKey => "shield",
        SecretType.WebhookSecret => "webhook",
        _ => "tag",
    };

    /// <summary>The value's beginning says more than the key's end. Only the beginning is looked at.</summary>
    public static SecretType Guess(string key, ReadOnlySpan<byte> value)
    {
        Span<byte> prefix = stackalloc byte[32];
        foreach (var (text, type) in Prefixes)
        {
            if (value.StartsWith(prefix[..System.Text.Encoding.ASCII.GetBytes(text, prefix)]))
            {
                return type;
            }
        }
        if (IsAddressWithPassword(value))
        {
            return SecretType.ConnectionString;
        }
        foreach (var (ending, type) in Endings)
        {
            if (key.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return type;
            }
        }
        return SecretType.Other;
    }

    // scheme://user:password@host
    private static bool IsAddressWithPassword(ReadOnlySpan<byte> value)
    {
        var start = value.IndexOf("://"u8);
        if (start is <= 0 or > 20)
        {
            return false;
        }
        var rest = value[(start + 3)..];
        var end = rest.IndexOf((byte)'/');
        var authority = end < 0 ? rest : rest[..end];
        return !value.StartsWith("http"u8) && authority.Contains((byte)'@');
    }
}
