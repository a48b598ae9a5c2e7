using System.Net;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>A clock behind the audit log is told, once, and nothing else comes of it.</summary>
public sealed class ClockWatchTests
{
    [Fact]
    public async Task Clock_BehindTheLog_IsToldInHealthAndOneLineAndProgramsGoOn()
    {
        await using var app = await TestApp.StartAsync();
        var project = await app.AddProjectAsync();
        using var token = await TokenUser.MintAsync(app, project);
        using var visitor = app.Visit();

        app.Clock.SetBack(TimeSpan.FromMinutes(4));
        Assert.Equal("ok", await ClockAsync(visitor));
        app.Clock.SetBack(TimeSpan.FromMinutes(2));
        Assert.Equal("behind", await ClockAsync(visitor));
        using var answer = await token.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("behind", await ClockAsync(visitor));
        Assert.Single(app.Log.Lines, line => line.Level >= LogLevel.Error && line.Text.Contains("The clock is 6 minutes behind the audit log", StringComparison.Ordinal));

        app.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("ok", await ClockAsync(visitor));
    }

    [Fact]
    public async Task Start_ClockBehindTheLastLine_IsTold()
    {
        using var folder = new TestFolder();
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            older.Time.Advance(TimeSpan.FromMinutes(6));
            await new Given(older, new TestCallers(older)).ProjectAsync();
        }

        await using var database = await TestDatabase.StartAsync(folder);
        Assert.False(database.Get<ClockWatch>().IsBehind());
        await database.Get<Expiry>().StartAsync(CancellationToken.None);
        Assert.True(database.Get<ClockWatch>().IsBehind());
        await database.Get<Expiry>().StopAsync(CancellationToken.None);
    }

    private static async Task<string?> ClockAsync(Visitor visitor)
    {
        using var ready = await visitor.FetchAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        using var json = System.Text.Json.JsonDocument.Parse(await ready.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("clock").GetString();
    }
}
