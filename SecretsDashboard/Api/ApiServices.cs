namespace SecretsDashboard.Api;

/// <summary>Registers the API for machines.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection("Api"))
            .Validate(options => options.RequestsPerSecond >= 0 && options.FailuresPerMinute >= 0, "Api:RequestsPerSecond and Api:FailuresPerMinute are 0 (no limit) or more.")
            .ValidateOnStart();
        services.AddOpenApi(ApiDescription.Name, options =>
        {
            options.ShouldInclude = call => call.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(ApiDescription.DescribeAsync);
        });
        services.AddSingleton<ApiDescription>();
        return services.AddSingleton<ApiLimits>();
    }
}
