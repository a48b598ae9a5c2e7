namespace SecretsDashboard.Tokens;

/// <summary>Registers the service tokens.</summary>
internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services.AddSingleton<TokenStore>();
}
