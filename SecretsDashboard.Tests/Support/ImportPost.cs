using System.Net;
using System.Text;
using System.Text.Json;

namespace SecretsDashboard.Tests.Support;

/// <summary>A program posts a .env file.</summary>
internal static class ImportPost
{
    public const string Path = "/api/v1/import";

    public static Task<HttpResponseMessage> ImportAsync(this TokenUser token, string file, string query = "") => token.ImportAsync(Encoding.UTF8.GetBytes(file), query);

    public static Task<HttpResponseMessage> ImportAsync(this TokenUser token, byte[] file, string query = "") =>
        token.SendAsync(HttpMethod.Post, Path + query, new ByteArrayContent(file) { Headers = { ContentType = new("text/plain") } });

    /// <summary>The answer to a file that is taken.</summary>
    public static Task<JsonElement> TakenAsync(this TokenUser token, string file, string query = "") => token.TakenAsync(Encoding.UTF8.GetBytes(file), query);

    public static async Task<JsonElement> TakenAsync(this TokenUser token, byte[] file, string query = "")
    {
        using var answer = await token.ImportAsync(file, query);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, json.ToString());
        return json;
    }

    /// <summary>Line, name, result and note of each entry.</summary>
    public static List<string> Entries(this JsonElement answer) => [.. answer.GetProperty("entries").EnumerateArray()
        .Select(line => $"{line.GetProperty("line").GetInt32()} {line.Text("key")} {line.Text("result")} {line.Text("note")}".TrimEnd())];

    public static Task<List<string>> RefusedAsync(this TokenUser token, string file, string query = "") => token.RefusedAsync(Encoding.UTF8.GetBytes(file), query);

    /// <summary>Line, name and rule of what a file is refused for.</summary>
    public static async Task<List<string>> RefusedAsync(this TokenUser token, byte[] file, string query = "")
    {
        using var answer = await token.ImportAsync(file, query);
        await ApiApp.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_file");
        using var json = await ApiApp.JsonAsync(answer);
        return [.. json.RootElement.GetProperty("problems").EnumerateArray().Select(line => $"{line.GetProperty("line").GetInt32()} {line.Text("key")} {line.Text("rule")}")];
    }

    /// <summary>Current values of a project as NAME=value, in ordinal order.</summary>
    public static async Task<List<string>> ValuesAsync(this TestApp app, string project) => [.. (await StoredValues.OpenAllAsync(app.Services, project)).Where(each => each.IsCurrent)
        .Select(each => $"{each.Key}={Encoding.UTF8.GetString(each.Value)}").Order(StringComparer.Ordinal)];
}
