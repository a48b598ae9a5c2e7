using System.Buffers;
using System.Text.Json;

namespace SecretsDashboard.Access;

/// <summary>Writes the body of an audit entry: the exact UTF-8 JSON bytes that are authenticated and stored.</summary>
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
            json.WriteString("outcome", line.Outcome);
            Optional(json, "reason", line.Reason);
            Optional(json, "request", actor.RequestId);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
