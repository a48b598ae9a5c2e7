using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>A stored value that does not open is refused by name, on record, told once, and never recorded as delivered.</summary>
public sealed class DamagedValueTests
{
    [Fact]
    public async Task Secrets_OneValueAltered_AreRefusedByNameAndTheOthersOneByOneAreNot()
    {
        await using var api = new Started();
        await api.StartAsync();
        var project = await api.ProjectAsync(("BROKEN", "one"), ("INTACT", "two"));
        using var program = await TokenUser.MintAsync(api.App, project);
        await api.AlterAsync("BROKEN");

        using var all = await program.GetAsync("/api/v1/secrets");
        using var again = await program.GetAsync("/api/v1/secrets?format=dotenv");
        using var broken = await program.GetAsync("/api/v1/secrets/BROKEN");
        using var intact = await program.GetAsync("/api/v1/secrets/INTACT");

        foreach (var refused in new[] { all, again, broken })
        {
            await ApiApp.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable, "integrity_failed");
            var text = await refused.Content.ReadAsStringAsync();
            Assert.Contains("BROKEN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("INTACT", text, StringComparison.Ordinal);
        }
        Assert.Contains("two", await intact.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var lines = await api.AuditAsync(program.Id);
        Assert.Equal([("integrity_failed", "failed", "BROKEN"), ("secrets.delivered", "ok", "INTACT")], lines.Select(line => (line.Action, line.Outcome, line.TargetName!)));
        Assert.Null(await api.ReadAsync(db => db.ServiceTokens.Where(token => token.Id == program.Id).Select(token => token.LastDeliveredAt).SingleAsync()));
        var error = Assert.Single(api.App.Log.Lines, line => line.Level >= LogLevel.Error);
        Assert.Contains("does not open", error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "failed"), await api.HealthAsync("integrity"));
    }

    [Fact]
    public async Task Secrets_AlteredValueSetAnew_AreDeliveredAndHealthMends()
    {
        await using var api = new Started();
        await api.StartAsync();
        using var program = await TokenUser.MintAsync(api.App, await api.ProjectAsync(("BROKEN", "one")));
        await api.AlterAsync("BROKEN");
        using var refused = await program.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        using var set = await program.PutAsync("BROKEN", """{"value":"anew"}""");
        using var all = await program.GetAsync("/api/v1/secrets");

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Contains("anew", await all.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "ok"), await api.HealthAsync("integrity"));
    }

    [Fact]
    public async Task Secrets_AlteredAfterAnHour_AreToldAgain()
    {
        await using var api = new Started();
        await api.StartAsync();
        using var program = await TokenUser.MintAsync(api.App, await api.ProjectAsync(("BROKEN", "one")));
        await api.AlterAsync("BROKEN");

        for (var hour = 0; hour < 2; hour++)
        {
            for (var request = 0; request < 3; request++)
            {
                using var refused = await program.GetAsync("/api/v1/secrets");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            }
            Assert.Equal(hour + 1, api.App.Log.Lines.Count(line => line.Level >= LogLevel.Error));
            Assert.Equal(hour + 1, (await api.AuditAsync(program.Id)).Count);
            api.App.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task Secrets_AlteredValueOverASharedOne_DoNotUncoverIt()
    {
        await using var api = new Started();
        await api.StartAsync();
        var project = await api.ProjectAsync(("BROKEN", "own"));
        await api.AddAsync(ProjectAddress.Shared, "BROKEN", ("development", "shared"));
        using var program = await TokenUser.MintAsync(api.App, project);
        await api.AlterAsync("BROKEN", project);

        using var all = await program.GetAsync("/api/v1/secrets");

        await ApiApp.ProblemAsync(all, HttpStatusCode.ServiceUnavailable, "integrity_failed");
        Assert.DoesNotContain("shared", await all.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_SharedValueAltered_AreInTheLogOfSharedToo()
    {
        await using var api = new Started();
        await api.StartAsync();
        var project = await api.ProjectAsync(("OWN", "own"));
        await api.AddAsync(ProjectAddress.Shared, "BROKEN", ("development", "shared"));
        using var program = await TokenUser.MintAsync(api.App, project);
        await api.AlterAsync("BROKEN");

        using var all = await program.GetAsync("/api/v1/secrets");

        await ApiApp.ProblemAsync(all, HttpStatusCode.ServiceUnavailable, "integrity_failed");
        Assert.Equal(new[] { "shared", project }.Order(StringComparer.Ordinal), (await api.AuditAsync(program.Id)).Where(line => line.Action == "integrity_failed")
            .Select(line => AuditJson.Of(line).Text("project_name")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Secrets_DataKeyAltered_AreRefusedAndNothingIsStored()
    {
        await using var api = new Started();
        await api.StartAsync();
        var project = await api.ProjectAsync(("A", "one"), ("B", "two"));
        using var program = await TokenUser.MintAsync(api.App, project);
        await api.WriteAsync(db => db.Database.ExecuteSqlAsync($"UPDATE DataKeys SET Sealed = randomblob(length(Sealed))"));

        using var all = await program.GetAsync("/api/v1/secrets");
        using var set = await program.PutAsync("A", """{"value":"three"}""");

        await ApiApp.ProblemAsync(all, HttpStatusCode.ServiceUnavailable, "integrity_failed");
        await ApiApp.ProblemAsync(set, HttpStatusCode.ServiceUnavailable, "integrity_failed");
        Assert.Contains("A, B", await all.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await api.ReadAsync(db => db.SecretValues.MaxAsync(value => value.Version)));
        Assert.DoesNotContain(api.App.Log.Lines, line => line.Text.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_FileDamaged_AreRefusedAndHealthSaysSo()
    {
        await using var api = new Started();
        await api.StartAsync();
        using var program = await TokenUser.MintAsync(api.App, await api.ProjectAsync(("ANY", "one")));
        using var visitor = await api.App.SignedInAsync();
        await DamagedFile.OverwriteAsync(api.App.Folder.Database, "Secrets");

        using var all = await program.GetAsync("/api/v1/secrets");
        using var page = await visitor.OpenAsync("/account");

        await ApiApp.ProblemAsync(all, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "damaged"), await api.HealthAsync("storage"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var error = Assert.Single(api.App.Log.Lines, line => line.Level >= LogLevel.Error);
        Assert.Contains("damaged", error.Text, StringComparison.Ordinal);
    }

    /// <summary>An app with shortcuts for these tests.</summary>
    private sealed class Started : IAsyncDisposable
    {
        private readonly ApiApp api = new();

        public TestApp App => api.App;

        public Task StartAsync() => api.InitializeAsync();

        public async Task<string> ProjectAsync(params (string Key, string Value)[] secrets)
        {
            var project = await App.AddProjectAsync();
            foreach (var (key, value) in secrets)
            {
                await api.AddAsync(project, key, ("development", value));
            }
            return project;
        }

        public Task AddAsync(string project, string key, params (string Environment, string Value)[] values) => api.AddAsync(project, key, values);

        public Task<List<AuditEntry>> AuditAsync(Guid actor) => api.AuditAsync(actor);

        public Task<T> WriteAsync<T>(Func<AppDbContext, Task<T>> write) => App.Services.GetRequiredService<WriteGate>().WriteAsync(write, CancellationToken.None);

        public async Task<T> ReadAsync<T>(Func<AppDbContext, Task<T>> read)
        {
            await using var db = await App.ReadAsync();
            return await read(db);
        }

        /// <summary>Turns one bit of what is sealed.</summary>
        public Task<int> AlterAsync(string key, string? project = null) => WriteAsync(async db =>
        {
            var value = await db.SecretValues.SingleAsync(row => row.IsCurrent && db.Secrets.Any(secret => secret.Id == row.SecretId && secret.Key == key
                && (project == null || db.Projects.Any(each => each.Id == secret.ProjectId && each.Slug == project))));
            value.Sealed = [.. value.Sealed[..^1], (byte)(value.Sealed[^1] ^ 1)];
            return await db.SaveChangesAsync();
        });

        public async Task<(HttpStatusCode Status, string? Word)> HealthAsync(string check)
        {
            using var visitor = App.Visit();
            using var ready = await visitor.FetchAsync("/healthz/ready");
            using var json = await ApiApp.JsonAsync(ready);
            return (ready.StatusCode, json.RootElement.GetProperty(check).GetString());
        }

        public ValueTask DisposeAsync() => new(api.DisposeAsync());
    }
}
