using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>What the log never says, however talkative the configuration makes it.</summary>
public sealed class LogFloorTests
{
    private static readonly (string Name, string Value)[] Talkative =
    [
        ("Logging:LogLevel:Microsoft.AspNetCore.SignalR", "Trace"),
        ("Logging:LogLevel:Microsoft.AspNetCore.Components.Server.Circuits", "Trace"),
        ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
        ("Logging:Capture:LogLevel:Default", "Trace"),
        ("Logging:Capture:LogLevel:Microsoft.AspNetCore.SignalR", "Trace"),
        ("Logging:Capture:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
        ("Logging:Capture:LogLevel:Microsoft.AspNetCore.DataProtection", "Trace"),
        ("Logging:Capture:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Trace"),
    ];

    [Theory]
    [InlineData("Microsoft.AspNetCore.SignalR.HubConnectionContext", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore.Components.Server.ComponentHub", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore.Http.Connections.Internal.HttpConnectionManager", LogLevel.Information)]
    [InlineData("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)]
    public async Task IsEnabled_EverythingAtTrace_KeepsTheFloor(string category, LogLevel lowest)
    {
        await using var app = await TestApp.StartAsync(Talkative);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
        log.Log(lowest - 1, "below");
        log.Log(lowest, "at the floor");
        var lines = app.Log.Lines.Where(line => line.Category == category).Select(line => line.Text.Trim()).ToList();
        Assert.Contains("at the floor", lines);
        Assert.DoesNotContain("below", lines);
    }

    [Theory]
    [InlineData("Trace", LogLevel.Trace)]
    [InlineData("Error", LogLevel.Error)]
    public async Task IsEnabled_DefaultLevelAlone_CountsForEveryCategoryWithoutAFloor(string level, LogLevel lowest)
    {
        await using var app = await TestApp.StartAsync(("Logging:LogLevel:Default", level));
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Any.Category");
        Assert.True(log.IsEnabled(lowest));
        Assert.Equal(lowest <= LogLevel.Warning, log.IsEnabled(LogLevel.Warning));
        Assert.False(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.SignalR.Any").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public async Task Log_RequestsAndCircuits_SaysNoQueryCookieTokenCodeOrPassword()
    {
        await using var app = await TestApp.StartAsync(Talkative);
        using var visitor = await app.SignedInAsync();
        using var page = await visitor.OpenAsync("/projects?needle=in-the-query");
        using var missing = await visitor.OpenAsync("/nothing-here?needle=in-the-query");
        await using (var circuit = await CircuitClient.OpenAsync(visitor))
        {
            var secret = await circuit.StartCircuitAsync();
            Assert.DoesNotContain(secret, app.Log.Text, StringComparison.Ordinal);
        }
        var log = app.Log.Text;
        Assert.Contains(app.Log.Lines, line => line.Level == LogLevel.Trace || line.Level == LogLevel.Debug);
        Assert.DoesNotContain("in-the-query", log, StringComparison.Ordinal);
        Assert.DoesNotContain(visitor.FormToken!, log, StringComparison.Ordinal);
        Assert.DoesNotContain(TestApp.Password, log, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Services.GetRequiredService<SecretsDashboard.Account.SetUpCode>().Print(), log, StringComparison.Ordinal);
        Assert.All(visitor.CookieHeader().Split("; "), cookie => Assert.DoesNotContain(cookie.Split('=')[1], log, StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.Lines, line => line.Level < LogFloor.Of(line.Category));
    }
}
