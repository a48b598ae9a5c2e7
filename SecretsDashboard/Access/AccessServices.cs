using Microsoft.Extensions.Options;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>Registers the guard, the audit log and what they need.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection("Limits")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidation>();
        services.AddSingleton<Budget>();
        services.AddSingleton<StoredLimits>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AuditChain>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<ChainCheck>();
        services.AddSingleton<DeedCommit>();
        services.AddSingleton<ProjectBirth>();
        services.AddSingleton<ProjectEnd>();
        services.AddSingleton<AccessGuard>();
        services.AddSingleton<EnvironmentChanges>();
        services.AddSingleton<IntegrityAlarm>();
        services.AddSingleton<LinkCode>();
        services.AddSingleton<DigestUpgrade>();
        services.AddSingleton<TokenGuard>();
        services.AddSingleton<Deliveries>();
        AddHosted<TokenRegistry>(services);
        services.AddSingleton<ClockWatch>();
        services.AddHealthChecks().AddCheck<ClockHealthCheck>("clock");
        AddHosted<Expiry>(services);
        services.AddSingleton<AuditBatch>();
        services.AddSingleton<TallyWriter>();
        AddHosted<Tallies>(services);
        services.AddHealthChecks().AddCheck<RecordHealthCheck>("record");
        services.AddSingleton<ReadLedger>();
        services.AddSingleton<CheckBudget>();
        services.AddSingleton<Revocations>();
        services.AddSingleton<ProjectChanges>();
        services.AddSingleton<SessionEnd>();
        services.AddSingleton<LiveSessions>();
        services.AddScoped<CurrentCaller>();
        return services;
    }

    private static void AddHosted<T>(IServiceCollection services) where T : class, IHostedService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
