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
    public const string Imported = "Imported";
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
        (NewValue, Optional(["description"], Object(("value", Text("1 to 65,536 bytes of UTF-8 without NUL.")), ("description", Text("Left out: it stays as it is."))))),
        (Version, Object(("key", Text()), ("version", Number("The value has it now.")))),
        (Imported, Object(("project", Text()), ("environment", Text()), ("dryRun", Flag("Nothing was stored.")), ("stored", Number("How many were, or would be, stored.")), ("entries", new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = Optional(["key", "note"], Object(("line", Number("From 1.")), ("key", Text("Left out where it looks like part of a value.")), ("result", new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "replaced: not compared, and perhaps the same. stored: any of new, changed and replaced, for a token that may not list.",
                Enum = [.. ImportCall.Words.Select(result => (JsonNode)result)],
            }), ("note", Text("The rule that was broken, or what of the value is kept that other readers replace.")))),
        }))),
        (Problem, Optional(["problems"], Object(
            ("type", Text()), ("title", Text()), ("status", Number("The HTTP status.")), ("detail", Text("The rule that was broken; never a value.")),
            ("code", new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable.", Enum = [.. ApiProblem.Codes.Select(code => (JsonNode)code)] }),
            ("problems", new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "All lines of a file that break a rule, with invalid_file.",
                Items = Optional(["key"], Object(("line", Number("From 1.")), ("key", Text()), ("rule", Text()))),
            })))),
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

    private static OpenApiSchema Optional(string[] names, OpenApiSchema schema)
    {
        schema.Required!.ExceptWith(names);
        return schema;
    }
}
