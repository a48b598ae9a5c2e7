using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace SecretsDashboard.Data;

/// <summary>Registers storage: settings, the reading context factory, the write gate, start-up, Data Protection.</summary>
internal static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection("Storage"))
            .Validate(options => !string.IsNullOrWhiteSpace(options.Directory), "Storage:Directory: a folder is needed.")
            .Validate(options => options.WarnAtPercentUsed is >= 0 and <= 100, "Storage:WarnAtPercentUsed: a share of the disk is needed, 1 to 100 percent, or 0 for no warning.")
            .Validate(options => options.ReserveMegabytes is >= 0 and <= 4096, "Storage:ReserveMegabytes: 0 (no reserve) to 4096 are possible.")
            .ValidateOnStart();
        services.AddSingleton<StorageFolder>();
        // the startup holds the folder's lock and is disposed last: the gate closes its files before the lock goes
        services.AddSingleton<DemoMark>();
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton<StorageCondition>();
        services.AddSingleton<IntegrityCondition>();
        services.AddSingleton<DiskSpace>();
        services.AddSingleton<KeyPlace>();
        services.AddSingleton<Reserve>();
        services.AddSingleton<WriteGate>();
        services.AddHostedService<StorageWatch>();
        services.AddSingleton(provider => provider.GetRequiredService<DatabaseStartup>().RootKey);
        services.AddDbContextFactory<AppDbContext>((provider, options) => SqliteSettings.Quiet(options)
            .UseSqlite(SqliteSettings.ConnectionString(provider.GetRequiredService<StorageFolder>().Database))
            .AddInterceptors(new SqliteSettings(), new LenientReading(provider.GetRequiredService<IntegrityCondition>())));

        services.AddDataProtection().SetApplicationName("SecretsDashboard").UseCryptographicAlgorithms(
            new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<SealedKeyRepository>();
        services.AddOptions<KeyManagementOptions>().Configure<SealedKeyRepository>((options, repository) => options.XmlRepository = repository);

        // it has a line for every answer that is not "healthy", and a monitor asks all day: what is wrong has its line where it was met
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage").AddCheck<IntegrityHealthCheck>("integrity");
        return services;
    }
}
