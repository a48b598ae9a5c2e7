using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SecretsDashboard.Api;

/// <summary>The shapes of bodies and answers, by the names they have in the OpenAPI description. Answers are written from bytes, so no type tells them.</summary>
internal static class ApiSchemas
{
    public const string Secrets = "Secrets";
    public const string Secret = "Secret";
    public const string Keys = "Keys";
    public const string NewValue = "NewValue";
    public const string Version = "Version";
    public const string Problem = "Problem";

    public static IEnumerable<(string Name, OpenApiSchema Schema)> All =>
    [
        (Secrets, Object(("project", Text()), ("environment", Text()), ("revision", Number("Grows with every change of what is delivered, shared or not.")), ("secrets", new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Values by key.",
            AdditionalProperties = Text(),
        }))),
        (Secret, Object(("key", Text()), ("value", Text()), ("version", Number("Of this value.")))),
        (Keys, Object(("keys", new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = Object(("key", Text()), ("description", Text()), ("type", Text()), ("version", Number("Of its value.")), ("createdAt", Time()), ("updatedAt", Time()), ("shared", Flag("Shared by the organization: the token's own environment has no such key. Always false for a personal token."))),
        }))),
        (NewValue, Optional("description", Object(("value", Text("1 to 65,536 bytes of UTF-8 without NUL.")), ("description", Text("Left out: it stays as it is."))))),
        (Version, Object(("key", Text()), ("version", Number("The value has it now.")))),
        (Problem, Object(
            ("type", Text()), ("title", Text()), ("status", Number("The HTTP status.")), ("detail", Text("The rule that was broken; never a value.")),
            ("code", new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable.", Enum = [.. ApiProblem.Codes.Select(code => (JsonNode)code)] }))),
    ];

    public static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Number(string description) => new() { Type = JsonSchemaType.Integer, Format = "int64", Description = description };

    private static OpenApiSchema Flag(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    private static OpenApiSchema Time() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = properties.ToDictionary(property => property.Name, property => (IOpenApiSchema)property.Schema),
        Required = properties.Select(property => property.Name).ToHashSet(),
    };

    private static OpenApiSchema Optional(string name, OpenApiSchema schema)
    {
        schema.Required!.Remove(name);
        return schema;
    }
}
