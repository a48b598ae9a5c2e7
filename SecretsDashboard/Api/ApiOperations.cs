using Microsoft.OpenApi;

namespace SecretsDashboard.Api;

/// <summary>What the OpenAPI description says of each call: what it takes, what it answers, how it can fail.</summary>
internal static class ApiOperations
{
    private static readonly Dictionary<int, string> Failures = new()
    {
        [400] = "The key, the value, the body or a header breaks a rule.",
        [401] = "No token, or one that does not count here.",
        [403] = "The token lacks the right.",
        [404] = "Nothing here that this token may see.",
        [409] = "The project is full.",
        [412] = "The value has another version than If-Match names.",
        [413] = "The body is longer than 512 KiB; a file to import, than 1 MiB.",
        [415] = "The body is not application/json; a file to import, not text/plain.",
        [429] = "Too many requests.",
        [503] = "It cannot be recorded or stored, or what is stored does not open, so it is not done.",
    };

    public static void Describe(this RouteHandlerBuilder endpoint, Action<OpenApiOperation, OpenApiDocument> describe) =>
        endpoint.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            operation.Responses = [];
            describe(operation, context.Document!);
            Fails(operation, context.Document!, 401, 403, 429, 503);
            operation.Responses["401"].Headers!["WWW-Authenticate"] = Header("Bearer");
            operation.Responses["429"].Headers!["Retry-After"] = Header("Seconds to wait.");
            return Task.CompletedTask;
        });

    public static void GetAll(OpenApiOperation operation, OpenApiDocument document)
    {
        Is(operation, "getSecrets", "Receive all secrets of the token's environment", "Right: read. Shared secrets lie beneath them: the environment's own override them. The delivery is on record before the first value leaves.");
        var format = (OpenApiParameter)operation.Parameters!.Single();
        format.Description = "How the secrets are written; json if left out.";
        format.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["json", "dotenv"], Default = "json" };
        Takes(operation, "If-None-Match", "The ETag of an answer: 304 until something changed.");
        var answer = Answers(operation, document, 200, "The secrets.", ApiSchemas.Secrets, "Of these secrets, in this format.");
        answer.Content!["text/plain"] = new OpenApiMediaType { Schema = ApiSchemas.Text("Lines KEY='value', for a .env file or a shell.") };
        Answers(operation, document, 304, "Nothing changed since that ETag.", null, "The same.");
        Fails(operation, document, 400, 404);
    }

    public static void GetOne(OpenApiOperation operation, OpenApiDocument document)
    {
        Is(operation, "getSecret", "Receive one secret", "Right: read. The delivery is on record before the value leaves.");
        Answers(operation, document, 200, "The secret.", ApiSchemas.Secret, "The version of the value, for If-Match.");
        Fails(operation, document, 404);
    }

    public static void List(OpenApiOperation operation, OpenApiDocument document)
    {
        Is(operation, "listKeys", "List the keys of the token's environment", "Right: list. All that would be delivered, the shared among it; never a value.");
        Answers(operation, document, 200, "The keys, in ordinal order.", ApiSchemas.Keys);
    }

    public static void Set(OpenApiOperation operation, OpenApiDocument document)
    {
        Is(operation, "setSecret", "Set a value", "Right: write. A value that is the current one makes no new version; without the right read that is told a few times an hour only, and past that it makes one.");
        Takes(operation, "If-Match", "Set it only over this version, such as \"3\"; \"0\": only where it has no value yet.");
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Json(document, ApiSchemas.NewValue) };
        Answers(operation, document, 200, "The version the value has now.", ApiSchemas.Version, "That version.");
        Answers(operation, document, 201, "The environment had no value under this key.", ApiSchemas.Version, "That version.");
        Fails(operation, document, 400, 404, 409, 412, 413, 415);
    }

    public static void Remove(OpenApiOperation operation, OpenApiDocument document)
    {
        Is(operation, "deleteSecret", "Delete a value", "Right: write. The last environment's value takes the secret with it. Shared secrets are not deleted this way.");
        Takes(operation, "If-Match", "Delete it only in this version, such as \"3\".");
        Answers(operation, document, 204, "This environment's value is gone.", null);
        Fails(operation, document, 400, 404, 412);
    }

    public static void Import(OpenApiOperation operation, OpenApiDocument document)
    {
        Is(operation, "importFile", "Import a .env file", "Right: write. All of the file is stored in one transaction, or nothing. A line without a value is left out. "
            + "New names are told from replaced values with the right list alone; unchanged values are told with the right read, without it a few times an hour only.");
        foreach (var (name, description) in new[] { ("dryRun", "Store nothing; ask and tell the same."), ("skipInvalid", "Leave out the lines that break a rule, instead of refusing the file. A file that breaks the grammar is refused either way.") })
        {
            var parameter = (OpenApiParameter)operation.Parameters!.Single(each => each.Name == name);
            (parameter.Description, parameter.Schema) = (description, new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false });
        }
        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["text/plain"] = new() { Schema = ApiSchemas.Text("The file: UTF-8, at most 1 MiB and 5,000 names.") } } };
        Answers(operation, document, 200, "The result for each name; in a dry run, what it would be.", ApiSchemas.Imported);
        Fails(operation, document, 400, 404, 409, 413, 415);
    }

    private static void Is(OpenApiOperation operation, string id, string summary, string description) =>
        (operation.OperationId, operation.Summary, operation.Description) = (id, summary, description);

    private static void Takes(OpenApiOperation operation, string header, string description) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter { Name = header, In = ParameterLocation.Header, Description = description, Schema = ApiSchemas.Text() });

    private static OpenApiResponse Answers(OpenApiOperation operation, OpenApiDocument document, int status, string description, string? schema, string? tag = null)
    {
        var answer = new OpenApiResponse { Description = description, Headers = new Dictionary<string, IOpenApiHeader>() };
        if (schema is not null)
        {
            answer.Content = Json(document, schema);
        }
        if (tag is not null)
        {
            answer.Headers["ETag"] = Header(tag);
        }
        operation.Responses![$"{status}"] = answer;
        return answer;
    }

    private static void Fails(OpenApiOperation operation, OpenApiDocument document, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            Answers(operation, document, status, Failures[status], null).Content = Json(document, ApiSchemas.Problem, "application/problem+json");
        }
    }

    private static Dictionary<string, OpenApiMediaType> Json(OpenApiDocument document, string schema, string type = "application/json") =>
        new() { [type] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(schema, document) } };

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = ApiSchemas.Text() };
}
