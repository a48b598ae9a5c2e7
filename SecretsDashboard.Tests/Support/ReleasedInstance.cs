using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// An instance in use, as text: the database as SQL, the key file, and what somebody has to know to use it. <c>Data/Released</c> keeps the one
/// that the release before made; the same code makes one of today's. All that is in it is made up.
/// </summary>
/// <param name="Sql">The database.</param>
/// <param name="Key">The key file.</param>
/// <param name="Use">How to sign in, and what the token receives.</param>
internal sealed record ReleasedInstance(string Sql, string Key, ReleasedInstance.Known Use)
{
    private static readonly string[] Slugs = ["shop", "bot", "site"];
    private static readonly string[] Keys = ["API_KEY", "DATABASE_URL", "MAIL_PASSWORD", "SIGNING_KEY"];
    private static readonly string[] Files = ["instance.sql", "master.key", "instance.json"];
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    public override string ToString() => nameof(ReleasedInstance);

    /// <summary>Makes one with today's code: three projects with a history, tokens and people, and what they did on record.</summary>
    public static async Task<ReleasedInstance> MakeAsync()
    {
        await using var app = await TestApp.StartAsync(("Limits:TokenRequestsPerSecond", "0"));
        var owner = (await app.SetUpOwnerAsync()).Caller;
        await PeopleAsync(app, owner);
        foreach (var slug in Slugs)
        {
            await ProjectAsync(app, owner, slug);
        }
        await OwnAndSharedAsync(app);
        using var program = await TokenUser.MintAsync(app, Slugs[0]);
        for (var round = 1; round <= 40; round++)
        {
            using var put = await program.PutAsync(Keys[round % Keys.Length], $$"""{"value":"synthetic round {{round}}"}""");
            using var got = await program.GetAsync("/api/v1/secrets");
            Assert.True(put.IsSuccessStatusCode && got.IsSuccessStatusCode);
        }
        using var last = await program.GetAsync("/api/v1/secrets");
        var secrets = (await last.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secrets").EnumerateObject().ToDictionary(secret => secret.Name, secret => secret.Value.GetString()!);
        await RefusalsAsync(app);
        // written down before the copy is made; and anyone who opens it in later years finds the token alive
        await app.Services.GetRequiredService<Tallies>().StopAsync(CancellationToken.None);
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(
            db => db.ServiceTokens.Where(token => token.Id == program.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.ExpiresAt, new DateTime(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc))),
            CancellationToken.None);
        return new(SqlDump.Of(app.Folder.Database), await File.ReadAllTextAsync(app.Folder.KeyFile), new(TestApp.OwnerEmail, TestApp.Password, Slugs[0], program.Text, secrets));
    }

    public static async Task<ReleasedInstance> ReadAsync(string folder)
    {
        var texts = await Task.WhenAll(Files.Select(file => File.ReadAllTextAsync(Path.Combine(folder, file))));
        return new(texts[0], texts[1], JsonSerializer.Deserialize<Known>(texts[2])!);
    }

    public async Task WriteAsync(string folder)
    {
        foreach (var (file, text) in Files.Zip([Sql, Key, JsonSerializer.Serialize(Use, Layout) + "\n"]))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), text);
        }
    }

    /// <summary>Lays it out as a server's folder.</summary>
    public void RestoreTo(ServerFolder folder)
    {
        foreach (var each in new[] { folder.Data, folder.Keys })
        {
            Directory.CreateDirectory(each, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        SqlDump.Restore(Sql, folder.Database);
        File.WriteAllText(folder.KeyFile, Key);
        File.SetUnixFileMode(folder.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task PeopleAsync(TestApp app, Caller owner)
    {
        await app.AddPersonAsync("Grace Hopper", "grace@example.com");
        await app.AddPersonAsync("Mary Jackson", "mary@example.com", InstanceRole.Member);
        await app.AddPersonAsync("Leaving Person", "leaving@example.com", InstanceRole.Member);
        var invited = await app.Services.GetRequiredService<InvitationStore>().InviteAsync(owner, new InviteForm { Email = "invited@example.com", Role = "Member" }, CancellationToken.None);
        Assert.Equal("saved", invited.Outcome);
        await app.Services.GetRequiredService<MemberStore>().RemoveAsync(owner, await IdAsync(app, "leaving@example.com"), CancellationToken.None);
    }

    private static async Task ProjectAsync(TestApp app, Caller owner, string slug)
    {
        var created = await app.Services.GetRequiredService<ProjectStore>().CreateAsync(owner, new ProjectForm { Name = $"The {slug}", Slug = slug }, CancellationToken.None);
        Assert.True(created.IsDone);
        await app.Services.GetRequiredService<ProjectMemberStore>().AddAsync(owner, slug, await IdAsync(app, "mary@example.com"), ProjectRole.Editor, CancellationToken.None);
        var visitor = await app.OwnerAtHomeAsync();
        foreach (var key in Keys)
        {
            await SavedAsync(await visitor.SaveAsync(HttpMethod.Post, $"/projects/{slug}/secrets", new { key, value = $"synthetic {slug} {key}", same = true }));
        }
        using var text = new StringContent("IMPORTED=synthetic imported\nAPI_KEY=synthetic changed\n", System.Text.Encoding.UTF8, "text/plain");
        using var imported = await visitor.SendAsync(HttpMethod.Post, $"/projects/{slug}/secrets/import?environment=development", text);
        Assert.Equal(HttpStatusCode.OK, imported.StatusCode);
        using var removed = await TokenUser.MintAsync(app, slug, "production", "read", addresses: "192.0.2.0/24");
        await app.Services.GetRequiredService<TokenStore>().RevokeAsync(owner, slug, removed.Id, CancellationToken.None);
    }

    private static async Task OwnAndSharedAsync(TestApp app)
    {
        var visitor = await app.OwnerAtHomeAsync();
        await SavedAsync(await visitor.SaveAsync(HttpMethod.Post, "/shared/secrets", new { key = "SHARED_KEY", value = "synthetic shared", same = true }));
        await SavedAsync(await visitor.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = "OWN_KEY", value = "synthetic own", same = true }));
        var owner = (await app.SetUpOwnerAsync()).Caller;
        Assert.True((await app.Services.GetRequiredService<SharingStore>().ChooseAsync(owner, null, false, [Slugs[0]], CancellationToken.None)).IsDone);
    }

    private static async Task RefusalsAsync(TestApp app)
    {
        using var stranger = app.Visit();
        using var refused = await stranger.SignInAsync(TestApp.OwnerEmail, "not the password");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var member = await app.SignedInAsync("mary@example.com");
        using var forbidden = await member.FetchAsync("/audit/export");
        Assert.False(forbidden.IsSuccessStatusCode);
    }

    private static async Task<Guid> IdAsync(TestApp app, string email)
    {
        await using var db = await app.ReadAsync();
        return await db.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync();
    }

    private static async Task SavedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Contains("\"outcome\":\"saved\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    /// <summary>How to use it.</summary>
    internal sealed record Known(string Email, string Password, string Project, string Token, Dictionary<string, string> Secrets)
    {
        public override string ToString() => nameof(Known);
    }
}
