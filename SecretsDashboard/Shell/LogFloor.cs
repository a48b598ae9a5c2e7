using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Shell;

/// <summary>
/// Keeps categories that would write values, keys or links at their talkative levels, or as many lines as a stranger likes, from ever
/// going that low, whatever the configuration says: every rule gets the floor on top.
/// </summary>
internal sealed class LogFloor : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly (string Category, LogLevel Lowest)[] Floors =
    [
        ("Microsoft.AspNetCore.SignalR", LogLevel.Information),
        ("Microsoft.AspNetCore.Components", LogLevel.Information),
        ("Microsoft.AspNetCore.DataProtection", LogLevel.Information),
        ("Microsoft.AspNetCore.Http.Connections", LogLevel.Information),
        // a form's cookie of another server or another time is no failure, and its trace tells nothing: RefusalLog says what was refused
        ("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical),
        // it warns that its keys lie open: SealedKeyRepository seals them
        ("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error),
        ("Microsoft.AspNetCore.Routing", LogLevel.Information),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Information),
        // a line for each refused connection would let anybody fill the log: RefusedConnections tells them together
        ("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Error),
        ("Microsoft.EntityFrameworkCore", LogLevel.Information),
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning),
    ];

    // asked with every line that may be written
    private static readonly ConcurrentDictionary<string, LogLevel> Known = new(StringComparer.Ordinal);

    public static LogLevel Of(string? category) => Known.GetOrAdd(category ?? "", Find);

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // first: of rules that say equally much the last counts, and the configuration's default must outrank this one
        var rules = options.Rules.Prepend(new LoggerFilterRule(null, null, options.MinLevel, null)).ToList();
        options.Rules.Clear();
        foreach (var rule in rules)
        {
            options.Rules.Add(new LoggerFilterRule(rule.ProviderName, rule.CategoryName, rule.LogLevel,
                (provider, category, level) => level >= Of(category) && (rule.Filter?.Invoke(provider, category, level) ?? true)));
        }
    }

    private static LogLevel Find(string category) =>
        Floors.Where(floor => category.StartsWith(floor.Category, StringComparison.Ordinal)).Select(floor => floor.Lowest)
            .DefaultIfEmpty(LogLevel.Trace).Max();
}
