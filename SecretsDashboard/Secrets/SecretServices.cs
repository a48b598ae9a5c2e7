namespace SecretsDashboard.Secrets;

/// <summary>Registers the secrets.</summary>
internal static class SecretServices
{
    public static IServiceCollection AddSecrets(this IServiceCollection services) =>
        services.AddSingleton<SecretStore>().AddSingleton<SecretList>().AddSingleton<SecretEnds>();
}
