namespace SecretsDashboard.Encryption;

/// <summary>Registers the master key's source and what works under the root key, which start-up opens.</summary>
internal static class EncryptionServices
{
    public static IServiceCollection AddEncryption(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MasterKeyOptions>().Bind(configuration.GetSection("Encryption"))
            .Validate(options => !string.IsNullOrWhiteSpace(options.MasterKeyFile) || !string.IsNullOrWhiteSpace(options.MasterKey),
                "Encryption:MasterKeyFile: a file, or Encryption:MasterKey from the environment, is needed.")
            .ValidateOnStart();
        services.AddSingleton(provider => new MasterKeySource(
            provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<MasterKeyOptions>>().Value, provider.GetRequiredService<IHostEnvironment>().ContentRootPath));
        services.AddSingleton<ProjectKeys>();
        services.AddSingleton<FactorSeal>();
        return services;
    }
}
