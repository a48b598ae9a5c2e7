namespace SecretsDashboard.Overview;

/// <summary>Registers what the first page reads.</summary>
internal static class OverviewServices
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services.AddSingleton<OverviewReader>();
}
