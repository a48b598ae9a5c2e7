namespace SecretsDashboard.Attention;

/// <summary>Registers what finds what needs somebody, and what they do about it.</summary>
internal static class AttentionServices
{
    public static IServiceCollection AddAttention(this IServiceCollection services) =>
        services.AddSingleton<CompletenessReader>().AddSingleton<AttentionReader>().AddSingleton<AttentionCount>().AddSingleton<AttentionStore>().AddSingleton<NeedStore>();
}
