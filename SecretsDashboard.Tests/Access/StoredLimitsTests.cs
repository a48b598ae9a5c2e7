using System.Security.Cryptography;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>Nobody fills the disk: what one writes a day and what a project holds end somewhere, for people and programs.</summary>
public sealed class StoredLimitsTests
{
    private const int LongValue = 65_000;

    [Fact]
    public async Task Add_ProjectHoldsItsVersions_IsRefusedUntilSomethingIsDeleted()
    {
        await using var place = await Place.StartAsync(("Limits:ProjectVersions", "3"));
        for (var count = 0; count < 3; count++)
        {
            await place.AddAsync($"K{count}", "x");
        }

        var refused = await Assert.ThrowsAsync<LimitReachedException>(() => place.AddAsync("K3", "x"));
        Assert.Null(refused.RetryAfter);
        Assert.Equal("This project is full: it holds at most 3 versions of values, old versions too. Delete secrets that nobody needs, or ask the server's operator for more.", refused.Message);
        await Assert.ThrowsAsync<LimitReachedException>(() => place.Store.AskAsync(place.Manager, Given.Project, default));

        await place.Store.DeleteAsync(place.Manager, Given.Project, "K0", null, default);
        await place.Store.AskAsync(place.Manager, Given.Project, default);
        await place.AddAsync("K3", "x");
        await Assert.ThrowsAsync<LimitReachedException>(() => place.AddAsync("K4", "x"));
    }

    [Fact]
    public async Task Change_OldVersions_CountAsWell()
    {
        await using var place = await Place.StartAsync(("Limits:ProjectVersions", "2"));
        await place.AddAsync("K", "1");
        await place.ChangeAsync("K", "2");

        await Assert.ThrowsAsync<LimitReachedException>(() => place.ChangeAsync("K", "3"));
    }

    [Fact]
    public async Task Add_MoreBytesThanAProjectHolds_IsRefusedThereAlone()
    {
        await using var place = await Place.StartAsync(("Limits:ProjectMegabytes", "1"));
        await place.FillAsync();

        await Assert.ThrowsAsync<LimitReachedException>(() => place.AddAsync("ONE_MORE", Long()));
        var other = await place.Given.ProjectAsync("other", "Other");
        await place.Given.SecretInAsync(other, "other", "ONE_MORE", ("development", Long()));
    }

    [Fact]
    public async Task Add_AfterARestart_CountsWhatIsThere()
    {
        using var folder = new TestFolder();
        await using (var before = await Place.StartAsync(folder))
        {
            await before.AddAsync("K0", "x");
            await before.AddAsync("K1", "x");
        }

        await using var after = TestDatabase.Over(folder, ("Limits:ProjectVersions", "2"));
        await after.RunStartupAsync();
        var token = new TestCallers(after);
        var admin = await token.PersonAsync("Late", InstanceRole.Admin);
        await after.Get<SecretsDashboard.Projects.ProjectStore>().JoinAsync(admin, Given.Project, default);

        await Assert.ThrowsAsync<LimitReachedException>(() => after.Get<SecretStore>().AskAsync(admin, Given.Project, default));
    }

    [Fact]
    public async Task Add_MoreThanOnePersonWritesADay_IsRefusedToThatPersonAlone()
    {
        await using var place = await Place.StartAsync(("Limits:StoredMegabytesPerDay", "1"));
        var editor = await place.Callers.EditorOfAsync(Given.Project);

        await place.FillAsync();

        var refused = await Assert.ThrowsAsync<LimitReachedException>(() => place.AddAsync("ONE_MORE", Long()));
        Assert.StartsWith("You have stored 1 MiB within a day, the most that is taken from one person. Wait ", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.RetryAfter > 0);
        await place.Given.SecretInAsync(editor, Given.Project, "OF_ANOTHER", ("development", Long()));
        // the way out stays open
        await place.Database.Get<SessionStore>().SignOutAsync(place.Manager, default);
    }

    [Fact]
    public async Task Delete_AProjectOfManySecrets_CostsNothingOfTheDay()
    {
        await using var place = await Place.StartAsync(("Limits:StoredMegabytesPerDay", "1"));
        var project = await place.Database.ReadAsync(db => Task.FromResult(db.Projects.Single(row => row.Slug == Given.Project).Id));
        await place.Database.ArrangeAsync(db => db.Secrets.AddRange(Enumerable.Range(0, 1_100).Select(number => new SecretsDashboard.Data.Secret
        {
            Id = Guid.CreateVersion7(),
            ProjectId = project,
            Key = $"KEY_{number}",
            FoldedKey = $"KEY_{number}",
            CreatedAt = place.Database.Time.Now,
            UpdatedAt = place.Database.Time.Now,
        })));

        var projects = place.Database.Get<SecretsDashboard.Projects.ProjectStore>();
        Assert.True((await projects.DeleteAsync(place.Manager, Given.Project, Given.Project, default)).IsDone);

        Assert.Equal(1_100, await place.Database.ReadAsync(db => Task.FromResult(db.Audit.Count(entry => entry.Action == AuditAction.SecretDeleted))));
        Assert.True((await projects.CreateAsync(place.Manager, new SecretsDashboard.Projects.ProjectForm { Name = "Next", Slug = "next" }, default)).IsDone);
        await place.Given.SecretInAsync(place.Manager, "next", "K0", ("development", Long()));
    }

    [Fact]
    public async Task Set_MoreThanOneTokenWritesADay_IsRefusedToThatTokenAlone()
    {
        await using var place = await Place.StartAsync(("Limits:StoredMegabytesPerDay", "1"));
        var (greedy, other) = (await place.Given.TokenAsync(place.Manager, Given.Project, "greedy", "development"), await place.Given.TokenAsync(place.Manager, Given.Project, "other", "development"));

        var written = 0;
        await Assert.ThrowsAsync<LimitReachedException>(async () =>
        {
            for (; written < 100; written++)
            {
                await SetAsync(greedy, $"K{written}");
            }
        });

        Assert.InRange(written, 10, 17);
        await SetAsync(other, "OF_ANOTHER");

        async Task SetAsync(TokenCaller caller, string key)
        {
            using var draft = Given.Draft(key, ("development", Long()));
            Assert.True((await place.Database.Get<TokenSecretStore>().SetAsync(caller, draft, null, default)).Save.IsSaved);
        }
    }

    [Fact]
    public async Task Refused_ByALimit_LeavesNothingBehind()
    {
        await using var place = await Place.StartAsync(("Limits:ProjectVersions", "1"));
        await place.AddAsync("K0", "x");
        var before = await place.Database.ReadAsync(db => Task.FromResult((db.Audit.Count(), db.SecretValues.Count(), db.Secrets.Count())));

        await Assert.ThrowsAsync<LimitReachedException>(() => place.AddAsync("K1", "x"));

        Assert.Equal(before, await place.Database.ReadAsync(db => Task.FromResult((db.Audit.Count(), db.SecretValues.Count(), db.Secrets.Count()))));
    }

    private static string Long() => RandomNumberGenerator.GetHexString(LongValue);

    /// <summary>A project with its Manager, under limits of the test's own.</summary>
    private sealed class Place(TestDatabase database) : IAsyncDisposable
    {
        public TestDatabase Database { get; } = database;

        public TestCallers Callers { get; } = new(database);

        public Given Given => new(Database, Callers);

        public SecretStore Store => Database.Get<SecretStore>();

        public Caller Manager { get; private set; } = default!;

        public static Task<Place> StartAsync(params (string Name, string Value)[] settings) => StartAsync(null, settings);

        public static async Task<Place> StartAsync(TestFolder? folder, params (string Name, string Value)[] settings)
        {
            var place = new Place(await TestDatabase.StartAsync(folder, settings));
            place.Manager = await place.Given.ProjectAsync();
            return place;
        }

        public Task AddAsync(string key, string value) => Given.SecretInAsync(Manager, Given.Project, key, ("development", value));

        public async Task ChangeAsync(string key, string value)
        {
            using var draft = Given.Draft(key, ("development", value));
            Assert.True((await Store.ChangeAsync(Manager, Given.Project, draft, default)).IsSaved);
        }

        /// <summary>A little less than 1 MiB of values.</summary>
        public async Task FillAsync()
        {
            for (var count = 0; count < 15; count++)
            {
                await AddAsync($"K{count}", Long());
            }
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
