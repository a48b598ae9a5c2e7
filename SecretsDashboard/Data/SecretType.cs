namespace SecretsDashboard.Data;

/// <summary>What kind of thing a secret is, for people to sort and filter by. The numbers are stored.</summary>
public enum SecretType
{
    Other = 0,
    ApiKey = 1,
    Token = 2,
    Password = 3,
    ConnectionString = 4,
    PrivateKey = 5,
    WebhookSecret = 6,
}
