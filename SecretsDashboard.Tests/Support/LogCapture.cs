using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SecretsDashboard.Tests.Support;

/// <summary>Keeps every line the app logs in memory, whatever its level; what is not let through by the app's rules is not there.</summary>
[ProviderAlias("Capture")]
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> lines = new();

    public IReadOnlyCollection<(string Category, LogLevel Level, string Text)> Lines => lines;

    public string Text => string.Join('\n', lines.Select(line => $"{line.Level} {line.Category} {line.Text}"));

    public ILogger CreateLogger(string categoryName) => new Category(lines, categoryName);

    public void Dispose()
    {
        // the lines stay readable after the app is gone
    }

    private sealed class Category(ConcurrentQueue<(string, LogLevel, string)> lines, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((name, logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
