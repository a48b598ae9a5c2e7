using System.Buffers;
using System.Text.Json;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Writes the body of an audit entry, the exact UTF-8 JSON bytes that are authenticated and stored, and says whether the columns
/// beside a body repeat it truly.
/// </summary>
internal static class AuditBody
{
    public static byte[] Write(DateTime time, AuditActor actor, AuditLine line)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", time);
            json.WriteStartObject("actor");
            json.WriteString("kind", actor.Kind);
            Optional(json, "id", actor.Id?.ToString());
            Optional(json, "name", actor.Name);
            Optional(json, "session", actor.SessionId?.ToString());
            json.WriteEndObject();
            Optional(json, "address", actor.Address);
            json.WriteString("action", line.Action);
            Optional(json, "project", line.ProjectId?.ToString());
            Optional(json, "project_name", line.ProjectName);
            Optional(json, "target", line.TargetId?.ToString());
            Optional(json, "target_name", line.TargetName);
            if (line.Environments.Count > 0)
            {
                json.WriteStartArray("environments");
                foreach (var slug in line.Environments)
                {
                    json.WriteStringValue(slug);
                }
                json.WriteEndArray();
            }
            if (line.Revision is { } revision)
            {
                json.WriteNumber("revision", revision);
            }
            if (line.Reads is { } reads)
            {
                json.WriteStartObject("reads");
                json.WriteString("first", reads.First);
                json.WriteString("last", reads.Last);
                json.WriteNumber("count", reads.Count);
                json.WriteEndObject();
            }
            json.WriteString("outcome", line.Outcome);
            Optional(json, "reason", line.Reason);
            Optional(json, "request", actor.RequestId);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Do the columns that queries use say what the authenticated body says?</summary>
    public static bool Describes(AuditEntry entry)
    {
        using var body = JsonDocument.Parse(entry.Body);
        var root = body.RootElement;
        return root.GetProperty("time").GetDateTime() == entry.Time
            && Id(root.GetProperty("actor"), "id") == entry.ActorId
            && root.GetProperty("action").GetString() == entry.Action
            && root.GetProperty("outcome").GetString() == entry.Outcome
            && Id(root, "project") == entry.ProjectId
            && Id(root, "target") == entry.TargetId;
    }

    private static Guid? Id(JsonElement element, string name) => element.TryGetProperty(name, out var id) ? id.GetGuid() : null;

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
