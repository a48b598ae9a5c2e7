namespace SecretsDashboard.Members;

/// <summary>Registers who belongs to the instance and to its projects.</summary>
internal static class MemberServices
{
    public static IServiceCollection AddMembers(this IServiceCollection services) =>
        services.AddSingleton<ProjectMemberStore>().AddSingleton<MemberStore>().AddSingleton<InvitationStore>();
}
