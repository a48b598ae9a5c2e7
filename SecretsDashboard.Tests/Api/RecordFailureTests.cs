using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>Repeated deliveries whose counts cannot be written: later than five seconds no value leaves, whatever is in the way, and it heals by itself.</summary>
public sealed class RecordFailureTests
{
    private const string Canary = "synthetic-uncounted";

    [Theory]
    // the row cannot be written at all, for want of a page
    [InlineData("full", "CREATE TABLE Filler(x); CREATE TRIGGER Fault AFTER UPDATE ON Repetitions BEGIN INSERT INTO Filler VALUES (zeroblob(100000)); END", "DROP TRIGGER Fault")]
    [InlineData("locked", "BEGIN IMMEDIATE", "ROLLBACK")]
    [InlineData("aborted", "CREATE TRIGGER Fault BEFORE UPDATE ON Repetitions BEGIN SELECT RAISE(ABORT, 'no'); END", "DROP TRIGGER Fault")]
    [InlineData("ignored", "CREATE TRIGGER Fault BEFORE UPDATE ON Repetitions BEGIN SELECT RAISE(IGNORE); END", "DROP TRIGGER Fault")]
    public async Task Get_CountsCannotBeWritten_GivesNoValueAfterFiveSeconds(string fault, string begin, string end)
    {
        await using var app = await TestApp.StartAsync(("Limits:TokenRequestsPerSecond", "0"));
        var project = await app.AddProjectAsync();
        using var token = await TokenUser.MintAsync(app, project);
        using (await token.PutAsync("A", $$"""{"value":"{{Canary}}"}"""))
        {
        }
        using var first = await token.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await using var other = new SqliteConnection($"Data Source={app.Folder.Database};Pooling=False");
        await other.OpenAsync();
        await ExecuteAsync(other, begin);
        var gate = app.Services.GetRequiredService<WriteGate>();
        if (fault == "full")
        {
            await gate.WriteAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count=1"), CancellationToken.None);
        }
        using var onCredit = await token.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.OK, onCredit.StatusCode);
        app.Clock.Advance(TimeSpan.FromSeconds(5));

        var answers = new List<(HttpStatusCode Status, string Body)>();
        for (var count = 0; count < 1000; count++)
        {
            using var answer = await token.GetAsync("/api/v1/secrets");
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.All(answers, answer => Assert.Contains("\"audit_unavailable\"", answer.Body, StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.Body.Contains(Canary, StringComparison.Ordinal));
        using var unchanged = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => request.Headers.Add("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var visitor = app.Visit();
        using var ready = await visitor.FetchAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.InRange(app.Log.Lines.Count(line => line.Level >= LogLevel.Error), 1, fault == "ignored" ? 2 : 1);

        if (fault == "full")
        {
            await gate.WriteAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count=100000"), CancellationToken.None);
        }
        await ExecuteAsync(other, end);
        var answered = 2;
        for (var tries = 0; tries < 100; tries++)
        {
            using var answer = await token.GetAsync("/api/v1/secrets");
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                answered++;
                break;
            }
            await Task.Delay(100);
        }
        Assert.Equal(3, answered);
        await app.Services.GetRequiredService<Tallies>().WriteAsync();
        await using var db = await app.ReadAsync();
        var told = db.Audit.AsNoTracking().Where(entry => entry.ActorId == token.Id && entry.Action.StartsWith("secrets.delivered")).AsEnumerable().Sum(entry => AuditBody.Read(entry.Body)!.Line.Reads?.Count ?? 1);
        Assert.Equal(3, told + db.Repetitions.Where(row => row.TokenId == token.Id).Sum(row => row.Untold));
        using var healed = await visitor.FetchAsync("/healthz/ready");
        Assert.StartsWith("{\"storage\":\"ok\",\"integrity\":\"ok\",\"clock\":\"ok\",\"record\":\"ok\"", await healed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(app.Log.Lines, line => line.Text.Contains("again", StringComparison.Ordinal) && line.Level == LogLevel.Warning);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // written above
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
