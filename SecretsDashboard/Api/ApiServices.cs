namespace SecretsDashboard.Api;

/// <summary>Registers the API for machines.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
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
