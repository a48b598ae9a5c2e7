namespace SecretsDashboard.Members;

/// <summary>Registers who belongs to what.</summary>
internal static class MemberServices
{
    public static IServiceCollection AddMembers(this IServiceCollection services) => services.AddSingleton<ProjectMemberStore>();
}
