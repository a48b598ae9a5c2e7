using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SecretsDashboard.Api;

/// <summary>
/// The OpenAPI description of the API for machines. It is made once, of nothing that a request says: no Host header can put an
/// address into it.
/// </summary>
internal sealed class ApiDescription([FromKeyedServices(ApiDescription.Name)] IOpenApiDocumentProvider documents)
{
    public const string Name = "v1";

    private readonly Lazy<Task<byte[]>> json = new(() => WriteAsync(documents));

    /// <summary>The document as JSON.</summary>
    public Task<byte[]> Json => json.Value;

    /// <summary>What every call has in common; <see cref="ApiOperations"/> says the rest.</summary>
    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SecretsDashboard API",
            Version = Name,
            Description = "Programs ask it for the secrets of one environment. A service token decides which one, and what may be done there.",
        };
        document.Servers = [];
        document.AddComponent("token", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "sdt_…",
            Description = "A service token, created on the Tokens page of a project.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
        foreach (var (name, schema) in ApiSchemas.All)
        {
            document.AddComponent(name, schema);
        }
        return Task.CompletedTask;
    }

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync();
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1);
        return bytes.ToArray();
    }
}
