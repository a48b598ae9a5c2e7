using System.Data;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Demo;

/// <summary>The command that fills an empty folder with synthetic data, and what holds of such an instance for good.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_EmptyFolder_TellsAMonthAndPrintsOnePassword()
    {
        using var folder = new ServerFolder();
        var began = DateTime.UtcNow;

        await using var command = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, ["demo", .. folder.Settings]);
        Assert.True(await command.ExitCodeAsync() == 0, command.Errors);
        var password = DemoInstance.PasswordIn(command.Output);

        await using (var opened = await OpenedFolder.OpenAsync(folder))
        {
            Assert.Null(await opened.AuditFaultAsync());
            await using var db = await opened.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
            var teams = await db.Projects.Where(project => project.Kind == ProjectKind.Team).Select(project => project.Id).ToListAsync();
            Assert.Equal((3, 60, 12), (teams.Count, await db.Secrets.CountAsync(secret => teams.Contains(secret.ProjectId)), await db.Users.CountAsync()));
            Assert.Contains(5, await db.Environments.GroupBy(row => row.ProjectId).Select(group => group.Count()).ToListAsync());
            var lines = await db.Audit.AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync();
            Assert.Equal("instance.demo", lines[0].Action);
            Assert.Equal(lines.Select(line => line.Time), lines.Select(line => line.Time).Order());
            Assert.InRange(lines[0].Time, began.AddDays(-34), began.AddDays(-32));
            Assert.InRange(lines[^1].Time, began.AddDays(-1), began.AddMinutes(5));
            Assert.Superset(new HashSet<string> { "secrets.delivered", "secrets.delivered_again", "token.refused", "access.refused", "secret.changed", "secret.not_needed", "attention.put_off", "person.removed" }, lines.Select(line => line.Action).ToHashSet());
        }

        await using var server = await ServerProcess.StartAsync(folder);
        using var visitor = new Visitor(server.Address);
        Assert.Contains("Demo data", await PageAsync(visitor, "/login"), StringComparison.Ordinal);
        using var signedIn = await visitor.SignInAsync("ada@example.com", password);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Contains("Demo data", await PageAsync(visitor, "/projects/web-shop"), StringComparison.Ordinal);
        await server.StopAsync();

        await using var outside = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, ["--Urls=http://0.0.0.0:0", "--PublicOrigin=https://secrets.example.com", .. folder.Settings]);
        Assert.Equal(2, await outside.ExitCodeAsync());
        Assert.Contains("demo data is served on this machine alone", outside.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_DatabaseThere_ExitsWith2AndChangesNothing()
    {
        using var folder = new ServerFolder();
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            await server.StopAsync();
        }
        var before = folder.Snapshot();

        await using var command = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, ["demo", .. folder.Settings]);

        Assert.Equal(2, await command.ExitCodeAsync());
        Assert.Contains("demo data goes into an empty folder", command.Errors, StringComparison.Ordinal);
        Assert.Equal(before, folder.Snapshot());
    }

    [Fact]
    public async Task Demo_CannotGoOn_SaysThatTheFolderIsNotWhole()
    {
        using var folder = new ServerFolder();
        await using var command = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, ["demo", .. folder.Settings]);

        await using var other = new SqliteConnection($"Data Source={folder.Database};Mode=ReadWrite;Pooling=False");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!HasAuditLines(other))
        {
            await Task.Delay(20, patience.Token);
        }
        await using var held = await other.BeginTransactionAsync(IsolationLevel.Serializable, patience.Token);

        Assert.Equal(5, await command.ExitCodeAsync());
        Assert.Contains("The data folder holds a part of it: empty it and run demo again", command.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", command.Errors, StringComparison.Ordinal);
    }

    private static bool HasAuditLines(SqliteConnection connection)
    {
        try
        {
            connection.Open();
            using var count = connection.CreateCommand();
            count.CommandText = "SELECT count(*) FROM Audit";
            return (long)count.ExecuteScalar()! > 10;
        }
        catch (SqliteException)
        {
            // not there yet
            return false;
        }
    }

    private static async Task<string> PageAsync(Visitor visitor, string path)
    {
        using var page = await visitor.FetchAsync(path);
        return await page.Content.ReadAsStringAsync();
    }
}
