using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace SecretsDashboard.Audit;

/// <summary>
/// Which entries of the audit log are asked for. It stands in the page's address, so that a view can be kept, passed on and
/// exported. An address with a filter it does not understand is refused, not shown unfiltered.
/// </summary>
public sealed record AuditQuery
{
    public const int PageSize = 50;

    /// <summary>The spans one may choose, by their word in the address.</summary>
    internal static readonly IReadOnlyList<(string Word, string Text, TimeSpan Span)> Spans =
    [
        ("1h", "Last hour", TimeSpan.FromHours(1)),
        ("24h", "Last 24 hours", TimeSpan.FromHours(24)),
        ("7d", "Last 7 days", TimeSpan.FromDays(7)),
        ("30d", "Last 30 days", TimeSpan.FromDays(30)),
        ("90d", "Last 90 days", TimeSpan.FromDays(90)),
    ];

    /// <summary>The id of the person or token that did it.</summary>
    public Guid? Actor { get; init; }

    /// <summary>A word of the log's actions.</summary>
    public string? Action { get; init; }

    /// <summary>A part of the key of a secret, or of another target's name.</summary>
    public string? Secret { get; init; }

    public string? Outcome { get; init; }

    /// <summary>A word of <see cref="Spans"/>.</summary>
    public string? Within { get; init; }

    /// <summary>First day, UTC.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, UTC.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The page of entries older than this one.</summary>
    public long? Before { get; init; }

    /// <summary>The page of entries newer than this one.</summary>
    public long? After { get; init; }

    public bool IsFiltered => this with { Before = null, After = null } != new AuditQuery();

    /// <summary>Reads the parts of an address behind the question mark; null: one of them is not understood.</summary>
    public static AuditQuery? Read(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var query = new AuditQuery();
        foreach (var (name, values) in fields)
        {
            var text = values.ToString();
            var read = name switch
            {
                "actor" => Guid.TryParseExact(text, "D", out var actor) ? query with { Actor = actor } : null,
                "action" => AuditWords.Actions.ContainsKey(text) ? query with { Action = text } : null,
                "secret" => text.Length is > 0 and <= 200 && !text.Contains('\0') ? query with { Secret = text } : null,
                "outcome" => AuditWords.Outcomes.ContainsKey(text) ? query with { Outcome = text } : null,
                "within" => Spans.Any(span => span.Word == text) ? query with { Within = text } : null,
                "from" => Day(text) is { } day ? query with { From = day } : null,
                "to" => Day(text) is { } day ? query with { To = day } : null,
                "before" => Entry(text) is { } entry ? query with { Before = entry } : null,
                "after" => Entry(text) is { } entry ? query with { After = entry } : null,
                _ => query,
            };
            if (read is null)
            {
                return null;
            }
            query = read;
        }
        return query;
    }

    /// <summary>The path with this question behind it.</summary>
    public string Address(string path) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["actor"] = Actor?.ToString(),
        ["action"] = Action,
        ["secret"] = Secret,
        ["outcome"] = Outcome,
        ["within"] = Within,
        ["from"] = From?.ToString("O", CultureInfo.InvariantCulture),
        ["to"] = To?.ToString("O", CultureInfo.InvariantCulture),
        ["before"] = Before?.ToString(CultureInfo.InvariantCulture),
        ["after"] = After?.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>The moments between which entries are asked for; null: no limit.</summary>
    internal (DateTime? Since, DateTime? Until) Moments(DateTime now)
    {
        var span = Spans.SingleOrDefault(span => span.Word == Within).Span;
        var since = span == default ? From?.ToDateTime(default, DateTimeKind.Utc) : now - span;
        return (since, To == DateOnly.MaxValue ? null : To?.AddDays(1).ToDateTime(default, DateTimeKind.Utc));
    }

    internal static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static long? Entry(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
