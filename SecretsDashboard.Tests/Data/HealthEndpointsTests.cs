using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>What a monitor is told, and the pragmas of the one connection that writes.</summary>
public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task Health_Working_SaysOkInOneWord()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = app.Visit();
        using var live = await visitor.FetchAsync("/healthz/live");
        using var ready = await visitor.FetchAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("application/json", live.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{{\"version\":\"{ProgramVersion.Text}\"}}", await live.Content.ReadAsStringAsync());
        Assert.Equal("application/json", ready.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{{\"storage\":\"ok\",\"integrity\":\"ok\",\"clock\":\"ok\",\"record\":\"ok\",\"sqlite\":\"{SqliteSettings.Version}\"}}", await ready.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Version_OfTheProgram_IsThatOfTheBuild()
    {
        Assert.Matches(@"\A[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?\z", ProgramVersion.Text);
        // server and client are built with one version
        Assert.Equal(typeof(HealthEndpointsTests).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion, ProgramVersion.Text);
    }

    [Fact]
    public async Task Health_DatabaseBroken_IsAliveButNotReady()
    {
        await using var app = await TestApp.StartAsync();
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Instance RENAME TO Lost"), CancellationToken.None);
        using var visitor = app.Visit();
        using var live = await visitor.FetchAsync("/healthz/live");
        using var ready = await visitor.FetchAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("failing", JsonDocument.Parse(await ready.Content.ReadAsStringAsync()).RootElement.GetProperty("storage").GetString());
    }

    [Fact]
    public async Task Gate_OwnConnection_WritesDurably()
    {
        await using var app = await TestApp.StartAsync();
        var gate = app.Services.GetRequiredService<WriteGate>();
        Assert.Equal("2", gate.ReadBack("synchronous"));
        Assert.Equal("wal", gate.ReadBack("journal_mode"));
    }
}
