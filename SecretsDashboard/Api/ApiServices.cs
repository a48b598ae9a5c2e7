namespace SecretsDashboard.Api;

/// <summary>Registers the API for machines.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection("Limits"))
            .Validate(options => options.TokenRequestsPerSecond >= 0 && options.FailedTokensPerMinute >= 0, "Limits:TokenRequestsPerSecond and Limits:FailedTokensPerMinute are 0 (no limit) or more.")
            .ValidateOnStart();
        services.AddOpenApi(ApiDescription.Name, options =>
        {
            options.ShouldInclude = call => call.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(ApiDescription.DescribeAsync);
        });
        services.AddSingleton<ApiDescription>();
        services.AddSingleton<ApiFailures>();
        return services.AddSingleton<ApiLimits>();
    }
}
