namespace SecretsDashboard.Secrets;

/// <summary>Registers the secrets.</summary>
internal static class SecretServices
{
    public static IServiceCollection AddSecrets(this IServiceCollection services) =>
        services.AddSingleton<SecretStore>().AddSingleton<TokenSecretStore>().AddSingleton<SecretChanges>().AddSingleton<SecretDeletion>().AddSingleton<ValueComparison>().AddSingleton<ValueChecks>().AddSingleton<SecretImport>()
            .AddSingleton<SealedEnvironments>().AddSingleton<SecretResolver>()
            .AddSingleton<SecretList>().AddSingleton<AllSecretsList>().AddSingleton<SecretRows>().AddSingleton<SecretPanelReader>().AddSingleton<SecretCheckReader>().AddSingleton<SecretUsage>().AddSingleton<SecretEnds>();
}
