using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Audit;

/// <summary>
/// The audit log as a file of JSON lines, the newest first, with the filters of the page it is asked from. Each line has the
/// entry's number, its MAC and what it says: kept elsewhere, such a file shows when the log was rewritten.
/// </summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this WebApplication app)
    {
        foreach (var route in ProjectAddress.Routes.Prepend(""))
        {
            app.MapGet($"{route}/audit/export", (HttpContext context, AuditReader reader, TimeProvider time) =>
                ExportAsync(context, ProjectAddress.At(context.Request.Path), reader, time)).RequireAuthorization();
        }
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string? project, AuditReader reader, TimeProvider time)
    {
        if (AuditQuery.Read(context.Request.Query) is not { } query)
        {
            return Results.Text("The address has a filter that is not understood.", statusCode: StatusCodes.Status400BadRequest);
        }
        var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-{(project is null ? "" : $"{ProjectAddress.LabelOf(project)}-")}{day}.jsonl\"";
        await foreach (var rows in reader.ExportAsync(CurrentCaller.Of(context), project, query, context.RequestAborted))
        {
            foreach (var (row, shown) in rows)
            {
                context.Response.BodyWriter.Write(Line(row, shown));
            }
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        return Results.Empty;
    }

    private static byte[] Line(AuditEntry row, AuditRecord? shown)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", row.Seq);
            json.WriteString("mac", Convert.ToHexStringLower(row.Mac));
            if (shown is null)
            {
                json.WriteBoolean("altered", true);
            }
            else
            {
                json.WritePropertyName("entry");
                json.WriteRawValue(AuditBody.Write(shown.Time, shown.Actor, shown.Line), skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
