using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// The real app in this process, on Kestrel at a free loopback port, with folders of its own. Only the clock is replaced, the hasher
/// remembers one password, and the log is kept in memory, at Trace. It prints no set-up link.
/// </summary>
public sealed class TestApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string OwnerName = "Ada Lovelace";
    public const string OwnerEmail = "ada@example.com";
    public const string Password = "correct horse battery";

    private readonly Dictionary<string, string> settings;
    private Visitor? atHome;

    public TestApp()
        : this([])
    {
    }

    internal TestApp(Dictionary<string, string> settings) => this.settings = settings;

    public MovableClock Clock { get; } = new();

    public LogCapture Log { get; } = new();

    public ServerFolder Folder { get; } = new();

    /// <summary>With localhost, as people type it, and without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    internal AccountOf? Owner { get; private set; }

    /// <summary>An app of the test's own, started; the test disposes it.</summary>
    public static async Task<TestApp> StartAsync(params (string Name, string Value)[] settings)
    {
        var app = new TestApp(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        await app.InitializeAsync();
        return app;
    }

    public async Task InitializeAsync()
    {
        await NewInstance.CopyToAsync(Folder.Root);
        UseKestrel(0);
        StartServer();
        var listening = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = $"http://localhost:{new Uri(listening).Port}";
    }

    /// <summary>A visitor who is not signed in.</summary>
    public Visitor Visit() => new(Address);

    /// <summary>Creates the owner account once, through the set-up page, and answers who that is.</summary>
    internal async Task<AccountOf> SetUpOwnerAsync()
    {
        if (Owner is null)
        {
            using var visitor = Visit();
            using var answer = await visitor.SetUpAsync(Services.GetRequiredService<SetUpCode>().Print(), OwnerName, OwnerEmail, Password);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Owner = await AccountAsync(OwnerEmail);
        }
        return Owner;
    }

    /// <summary>Signs the owner in, in a browser-like client with its own cookies.</summary>
    public async Task<Visitor> SignedInAsync(string email = OwnerEmail)
    {
        await SetUpOwnerAsync();
        var visitor = Visit();
        using var answer = await visitor.SignInAsync(email, Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    /// <summary>One session of the owner's for all who end none: a password takes its time to check. It was confirmed just now.</summary>
    public async Task<Visitor> OwnerAtHomeAsync()
    {
        atHome ??= await SignedInAsync();
        await ConfirmedAsync(Clock.GetUtcNow().UtcDateTime);
        return atHome;
    }

    /// <summary>Sets when the sessions of a person were confirmed; without one, of the owner.</summary>
    internal async Task ConfirmedAsync(DateTime at, Guid? person = null)
    {
        var user = person ?? Owner!.User;
        await Services.GetRequiredService<WriteGate>().WriteAsync(
            db => db.Sessions.Where(row => row.UserId == user).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedAt, at)), CancellationToken.None);
    }

    /// <summary>Adds one more person with the owner's password, without an invitation.</summary>
    internal async Task AddPersonAsync(string name, string email, InstanceRole role = InstanceRole.Admin)
    {
        var owner = await SetUpOwnerAsync();
        await Services.GetRequiredService<WriteGate>().WriteAsync(async db =>
        {
            var hash = await db.Users.Where(user => user.Id == owner.User).Select(user => user.PasswordHash).SingleAsync();
            var person = new AppUser { Id = Guid.NewGuid(), Name = name, Email = email, UserName = email, Role = role, PasswordHash = hash, CreatedAt = DateTime.UtcNow };
            using var people = Services.GetRequiredService<People>().In(db);
            Assert.True((await people.CreateAsync(person)).Succeeded);
            return await db.SaveChangesAsync();
        }, CancellationToken.None);
    }

    /// <summary>A new project of the owner's, or of another person who is signed in; answers its slug.</summary>
    internal async Task<string> AddProjectAsync(string email = OwnerEmail)
    {
        await SetUpOwnerAsync();
        var account = await AccountAsync(email);
        var slug = $"p-{Guid.NewGuid():N}"[..12];
        var outcome = await Services.GetRequiredService<ProjectStore>()
            .CreateAsync(account.Caller, new ProjectForm { Name = $"Project {slug}", Slug = slug }, CancellationToken.None);
        Assert.True(outcome.IsDone);
        return slug;
    }

    /// <summary>A person and their newest session.</summary>
    internal async Task<AccountOf> AccountAsync(string email)
    {
        await using var db = await ReadAsync();
        var user = await db.Users.Where(each => each.Email == email).Select(each => each.Id).SingleAsync();
        return new AccountOf(user, await db.Sessions.Where(row => row.UserId == user).OrderByDescending(row => row.CreatedAt).Select(row => row.Id).FirstAsync());
    }

    internal Task<AppDbContext> ReadAsync() => Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();

    public override async ValueTask DisposeAsync()
    {
        atHome?.Dispose();
        await base.DisposeAsync();
        Folder.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseSetting("Urls", "http://127.0.0.1:0");
        builder.UseSetting("Storage:Directory", Folder.Data);
        builder.UseSetting("Encryption:MasterKeyFile", Folder.KeyFile);
        // how full the disk of this machine is must not decide what a test sees
        builder.UseSetting("Storage:WarnAtPercentUsed", "0");
        // where SQLite alone says "full" it makes no room to give a file up
        builder.UseSetting("Storage:ReserveMegabytes", "0");
        foreach (var category in new[] { "Default", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager" })
        {
            builder.UseSetting($"Logging:LogLevel:{category}", "Trace");
        }
        // a test does in a second what takes a person an hour
        builder.UseSetting("Limits:PersonRequestsPerSecond", "0");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IPasswordHasher<AppUser>, RememberingHasher>();
            // it would print the link with its code into the test's output
            services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(SetUpAnnouncement)));
        });
    }

    /// <summary>Ids of a person and one of their sessions.</summary>
    internal sealed record AccountOf(Guid User, Guid Session)
    {
        public Caller Caller => new(User, Session, null, "test");
    }
}
