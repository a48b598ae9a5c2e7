using System.Buffers;
using System.Text.Json;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Writes the body of an audit entry, the exact UTF-8 JSON bytes that are authenticated and stored, reads it back, and says
/// whether the columns beside a body repeat it truly.
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
            Optional(json, "email", actor.Email);
            Optional(json, "session", actor.SessionId?.ToString());
            json.WriteEndObject();
            Optional(json, "address", actor.Address);
            json.WriteString("action", line.Action);
            Optional(json, "project", line.ProjectId?.ToString());
            Optional(json, "project_name", line.ProjectName);
            Optional(json, "owner", line.OwnerId?.ToString());
            Optional(json, "target", line.TargetId?.ToString());
            Optional(json, "target_name", line.TargetName);
            Optional(json, "target_email", line.TargetEmail);
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
            Optional(json, "receiver", line.ReceiverId?.ToString());
            Optional(json, "receiver_name", line.ReceiverName);
            if (line.Names is { } names)
            {
                json.WriteNumber("names", names);
            }
            if (line.Reads is { } reads)
            {
                json.WriteStartObject("reads");
                json.WriteString("first", reads.First);
                json.WriteString("last", reads.Last);
                json.WriteNumber("count", reads.Count);
                if (reads.IsCaughtUp)
                {
                    json.WriteBoolean("caught_up", true);
                }
                json.WriteEndObject();
            }
            json.WriteString("outcome", line.Outcome);
            Optional(json, "reason", line.Reason);
            Optional(json, "request", actor.RequestId);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What <see cref="Write"/> wrote; null: these bytes are nothing it could have written.</summary>
    public static AuditRecord? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var actor = root.GetProperty("actor");
            return new AuditRecord(
                root.GetProperty("time").GetDateTime(),
                new AuditActor(actor.GetProperty("kind").GetString()!, Id(actor, "id"), Text(actor, "name"), Id(actor, "session"), Text(root, "address"), Text(root, "request")) { Email = Text(actor, "email") },
                new AuditLine(root.GetProperty("action").GetString()!)
                {
                    ProjectId = Id(root, "project"),
                    ProjectName = Text(root, "project_name"),
                    OwnerId = Id(root, "owner"),
                    TargetId = Id(root, "target"),
                    TargetName = Text(root, "target_name"),
                    TargetEmail = Text(root, "target_email"),
                    Environments = root.TryGetProperty("environments", out var slugs) ? [.. slugs.EnumerateArray().Select(slug => slug.GetString()!)] : [],
                    Revision = root.TryGetProperty("revision", out var revision) ? revision.GetInt64() : null,
                    Names = root.TryGetProperty("names", out var names) ? names.GetInt32() : null,
                    Reads = root.TryGetProperty("reads", out var reads)
                        ? new AuditReads(reads.GetProperty("first").GetDateTime(), reads.GetProperty("last").GetDateTime(), reads.GetProperty("count").GetInt64())
                        {
                            IsCaughtUp = reads.TryGetProperty("caught_up", out _),
                        }
                        : null,
                    ReceiverId = Id(root, "receiver"),
                    ReceiverName = Text(root, "receiver_name"),
                    Outcome = root.GetProperty("outcome").GetString()!,
                    Reason = Text(root, "reason"),
                });
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Do the columns that queries use say what the authenticated body says?</summary>
    public static bool Describes(AuditEntry entry) =>
        Read(entry.Body) is { } body
        && (body.Time, body.Actor.Id, body.Line.Action, body.Line.Outcome) == (entry.Time, entry.ActorId, entry.Action, entry.Outcome)
        && (body.Line.ProjectId, body.Line.OwnerId, body.Line.TargetId, body.Line.TargetName) == (entry.ProjectId, entry.OwnerId, entry.TargetId, entry.TargetName);

    private static Guid? Id(JsonElement element, string name) => element.TryGetProperty(name, out var id) ? id.GetGuid() : null;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
