using System.Text.Json.Serialization;

namespace SecretsDashboard.Cli;

/// <summary>How the API's small answers are read, without reflection. It refuses a name that stands twice in one object.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(KeyListing))]
[JsonSerializable(typeof(StoredVersion))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(ApiProblem))]
internal sealed partial class ApiJson : JsonSerializerContext;
