namespace SecretsDashboard.Audit;

/// <summary>Registers what reads the audit log.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddSingleton<AuditReader>().AddSingleton<AuditMonthReader>();
}
