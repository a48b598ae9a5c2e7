using System.Globalization;

namespace SecretsDashboard.Cli;

/// <summary>A length of time as people write it: 90s, 30m, 24h, 7d. It refuses anything else, zero, and more than a year.</summary>
internal static class Duration
{
    private const int MostDays = 366;

    /// <summary>Null: the text is not one.</summary>
    public static TimeSpan? Parse(string text)
    {
        var unit = text.LastOrDefault() switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        return unit > TimeSpan.Zero && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && unit * count <= TimeSpan.FromDays(MostDays)
            ? unit * count
            : null;
    }

    /// <summary>For messages: two significant units are enough.</summary>
    public static string Text(TimeSpan age) =>
        age.TotalDays >= 2 ? $"{(int)age.TotalDays} days {age.Hours} h"
        : age.TotalHours >= 1 ? $"{(int)age.TotalHours} h {age.Minutes} min"
        : age.TotalMinutes >= 1 ? $"{age.Minutes} min {age.Seconds} s"
        : $"{age.Seconds} s";
}
