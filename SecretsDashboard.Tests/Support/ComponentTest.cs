using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Shell;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Support;

/// <summary>A test of components over the real stores of a database of its own, with somebody signed in.</summary>
public abstract class ComponentTest : BunitContext, IAsyncLifetime
{
    private BunitAuthorizationContext authorization = default!;

    protected ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    internal TestDatabase Database { get; private set; } = default!;

    internal TestCallers Callers { get; private set; } = default!;

    internal Given Given { get; private set; } = default!;

    internal string Address => new Uri(Services.GetRequiredService<BunitNavigationManager>().Uri).AbsolutePath;

    internal IReadOnlyList<string> Notices => Services.GetRequiredService<Notices>().Current;

    public virtual async Task InitializeAsync()
    {
        Database = await TestDatabase.StartAsync();
        Callers = new TestCallers(Database);
        Given = new Given(Database, Callers);
        Services.AddSingleton(Database.Get<SecretStore>()).AddSingleton(Database.Get<SecretList>()).AddSingleton(Database.Get<AllSecretsList>()).AddSingleton(Database.Get<SecretUsage>()).AddSingleton(Database.Get<SecretPanelReader>()).AddSingleton(Database.Get<SecretCheckReader>());
        Services.AddSingleton(Database.Get<ProjectStore>()).AddSingleton(Database.Get<ProjectList>()).AddSingleton(Database.Get<EnvironmentStore>()).AddSingleton(Database.Get<SharingStore>());
        Services.AddSingleton(Database.Get<HouseReader>()).AddSingleton(Database.Get<AttentionStore>()).AddSingleton(Database.Get<NeedStore>());
        // menus and tooltips of MudBlazor call scripts, which there are none of here
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddScoped<CurrentCaller>().AddScoped<Notices>();
        authorization = AddAuthorization();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Who the components are rendered for.</summary>
    internal void SignIn(Caller caller)
    {
        authorization.SetAuthorized("person");
        authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, caller.UserId.ToString()), new Claim(SessionClaims.Session, caller.SessionId.ToString()));
    }
}
