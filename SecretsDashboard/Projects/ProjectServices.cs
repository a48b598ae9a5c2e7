namespace SecretsDashboard.Projects;

/// <summary>Registers projects and environments.</summary>
internal static class ProjectServices
{
    public static IServiceCollection AddProjects(this IServiceCollection services) =>
        services.AddSingleton<ProjectList>().AddSingleton<ProjectStore>().AddSingleton<EnvironmentStore>().AddSingleton<SharingStore>();
}
