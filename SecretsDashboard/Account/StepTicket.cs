using System.Globalization;

namespace SecretsDashboard.Account;

/// <summary>What a <see cref="StepCookie"/> holds: an id by which it counts once, when it ends, and what was begun.</summary>
/// <param name="Ends">On a clock of the running server that only goes on.</param>
internal sealed record StepTicket(Guid Id, TimeSpan Ends, string Content)
{
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Id:N} {Ends.Ticks} {Content}");

    public static StepTicket? Parse(string text) =>
        text.Split(' ', 3) is [var id, var ticks, var content]
        && Guid.TryParseExact(id, "N", out var key) && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var ends)
            ? new StepTicket(key, TimeSpan.FromTicks(ends), content)
            : null;

    // the one of the compiler would name what it holds; the cookie is made of ToText
    public override string ToString() => $"step {Id}";
}
