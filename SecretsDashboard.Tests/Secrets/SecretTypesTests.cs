using System.Text;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The guess from value and key, and the names people see. All values are made up.</summary>
public sealed class SecretTypesTests
{
    [Theory]
    [InlineData("ANYTHING", "sk-proj-000", SecretType.ApiKey)]
    [InlineData("ANYTHING", "AKIA000", SecretType.ApiKey)]
    [InlineData("ANYTHING", "ghp_000", SecretType.Token)]
    [InlineData("ANYTHING", "eyJhbGciOi", SecretType.Token)]
    [InlineData("ANYTHING", "-----BEGIN PRIVATE KEY-----\nx", SecretType.PrivateKey)]
    [InlineData("ANYTHING", "whsec_000", SecretType.WebhookSecret)]
    [InlineData("ANYTHING", "postgres://u:p@host/db", SecretType.ConnectionString)]
    [InlineData("ANYTHING", "Server=db;Database=x", SecretType.ConnectionString)]
    [InlineData("ANYTHING", "https://user:p@host/", SecretType.Other)]
    [InlineData("ANYTHING", "://x@y", SecretType.Other)]
    [InlineData("DB_PASSWORD", "hunter", SecretType.Password)]
    [InlineData("db_password", "hunter", SecretType.Password)]
    [InlineData("TLS_PRIVATE_KEY", "x", SecretType.PrivateKey)]
    [InlineData("STRIPE_WEBHOOK_SECRET", "x", SecretType.WebhookSecret)]
    [InlineData("OPENAI_API_KEY", "x", SecretType.ApiKey)]
    [InlineData("SESSION_SECRET", "x", SecretType.Password)]
    [InlineData("GITHUB_CLIENT_ID", "x", SecretType.Other)]
    [InlineData("AWS_ACCESS_KEY_ID", "x", SecretType.ApiKey)]
    [InlineData("SENTRY_DSN", "x", SecretType.ConnectionString)]
    [InlineData("BOT_TOKEN", "x", SecretType.Token)]
    [InlineData("DATABASE_URL", "x", SecretType.ConnectionString)]
    [InlineData("BOT_TOKEN", "sk-000", SecretType.ApiKey)]
    [InlineData("ANYTHING", "x", SecretType.Other)]
    [InlineData("ANYTHING", "", SecretType.Other)]
    public void Guess_KeyAndValue_Table(string key, string value, SecretType type) => Assert.Equal(type, SecretTypes.Guess(key, Encoding.UTF8.GetBytes(value)));

    [Fact]
    public void Guess_LongValue_LooksAtItsBeginningOnly()
    {
        Assert.Equal(SecretType.Other, SecretTypes.Guess("ANYTHING", Encoding.UTF8.GetBytes(new string('x', 60_000) + "://u:p@host")));
    }

    [Fact]
    public void Name_EveryType_IsTheContractsWord()
    {
        Assert.Equal(["API key", "Token", "Password", "Connection string", "Private key", "Webhook secret", "Other"], SecretTypes.All.Select(SecretTypes.Name));
        Assert.Equal(Enum.GetValues<SecretType>().Order(), SecretTypes.All.Order());
    }
}
