using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Api;
using SecretsDashboard.Tests.Architecture;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>The OpenAPI description tells what the API does: every call, every code, and nothing of the inside.</summary>
public sealed partial class ApiDescriptionTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task Get_Anonymous_IsJsonWithEveryHeader()
    {
        await api.App.SetUpOwnerAsync();
        using var visitor = api.App.Visit();
        using var answer = await visitor.FetchAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        foreach (var header in new[] { "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy" })
        {
            Assert.True(answer.Headers.Contains(header), header);
        }
        using var document = await DocumentAsync();
        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("SecretsDashboard API", document.RootElement.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal("v1", document.RootElement.GetProperty("info").GetProperty("version").GetString());
        Assert.Equal("bearer", document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
        Assert.True(document.RootElement.GetProperty("security")[0].TryGetProperty("token", out _));
    }

    [Fact]
    public async Task Get_EveryCallOfTheApi_IsDescribedAndNothingElse()
    {
        using var document = await DocumentAsync();
        var mapped = api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (Endpoint: endpoint, Call: $"{method} {endpoint.RoutePattern.RawText}")))
            .ToList();
        // what is mapped to say 405 is no call
        var calls = mapped.GroupBy(each => each.Endpoint).Where(each => each.Count() == 1).Select(each => each.Single().Call).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(6, calls.Count);
        Assert.Equal(calls, Operations(document).Select(operation => operation.Call).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_EveryOperation_SaysWhatItDoesAndHowItFails()
    {
        using var document = await DocumentAsync();
        var operations = Operations(document);

        Assert.Equal(operations.Count, operations.Select(operation => operation.Node.GetProperty("operationId").GetString()).Distinct().Count());
        foreach (var (call, node) in operations)
        {
            Assert.False(string.IsNullOrWhiteSpace(node.GetProperty("summary").GetString()), call);
            var answers = node.GetProperty("responses").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value);
            Assert.Contains(answers.Keys, status => status.StartsWith('2'));
            Assert.Subset(answers.Keys.ToHashSet(), new HashSet<string> { "401", "403", "429", "503" });
            Assert.All(answers.Where(answer => answer.Key[0] is '4' or '5'), answer => Assert.Equal("#/components/schemas/Problem",
                answer.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()));
        }
        var set = operations.Single(operation => operation.Call == "PUT /api/v1/secrets/{key}").Node;
        Assert.True(set.GetProperty("requestBody").GetProperty("required").GetBoolean());
        Assert.Equal(["If-Match", "key"], Parameters(set));
        Assert.Equal(["dryRun", "skipInvalid"], Parameters(operations.Single(operation => operation.Call == "POST /api/v1/import").Node));
        Assert.Equal(["If-None-Match", "format"], Parameters(operations.Single(operation => operation.Call == "GET /api/v1/secrets").Node));
    }

    [Fact]
    public async Task Get_Codes_AreThoseTheServerAnswersAndTheDocumentationLists()
    {
        using var document = await DocumentAsync();
        var described = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties")
            .GetProperty("code").GetProperty("enum").EnumerateArray().Select(code => code.GetString()!).ToList();
        var used = SourceFile.All.Where(file => file.Folder == "Api").SelectMany(file => Code().Matches(file.Text).Select(match => match.Groups[1].Value)).ToHashSet();
        var listed = ListedCode().Matches(await File.ReadAllTextAsync(Path.Combine(SourceFile.Root(), "docs", "api.md"))).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(ApiProblem.Codes, described);
        Assert.Equal(Enum.GetNames<ProblemCode>().Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
        Assert.Equal(listed.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_Document_KnowsNeitherTheHostHeaderNorTheInside()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = app.Visit();
        using var first = await visitor.SendAsync(HttpMethod.Get, "/openapi/v1.json", null, request => request.Headers.Host = "evil.example");
        var text = await first.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"servers\"", text, StringComparison.Ordinal);
        var inside = typeof(Program).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("SecretsDashboard.", StringComparison.Ordinal) == true && type.Name.Count(char.IsUpper) > 1)
            .Select(type => type.Name).Where(name => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b"));
        Assert.Empty(inside);
    }

    private static List<(string Call, JsonElement Node)> Operations(JsonDocument document) =>
        [.. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)))];

    private static IEnumerable<string> Parameters(JsonElement operation) =>
        operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!).Order(StringComparer.Ordinal);

    private async Task<JsonDocument> DocumentAsync()
    {
        using var visitor = api.App.Visit();
        using var answer = await visitor.FetchAsync("/openapi/v1.json");
        return await ApiApp.JsonAsync(answer);
    }

    [GeneratedRegex(@"ProblemCode\.(\w+)")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| [0-9]+ \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex ListedCode();
}
