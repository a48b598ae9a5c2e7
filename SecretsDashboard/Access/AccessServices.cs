using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>Registers the guard, the audit log and what they need.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AuditChain>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<AccessGuard>();
        services.AddSingleton<Revocations>();
        services.AddSingleton<LiveSessions>();
        services.AddScoped<CurrentCaller>();
        return services;
    }
}
