namespace SecretsDashboard.Api;

/// <summary>Registers the API for machines.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection("Api"))
            .Validate(options => options.RequestsPerSecond >= 0 && options.FailuresPerMinute >= 0, "Api:RequestsPerSecond and Api:FailuresPerMinute are 0 (no limit) or more.")
            .ValidateOnStart();
        return services.AddSingleton<ApiLimits>();
    }
}
