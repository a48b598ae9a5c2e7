using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Settings;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Shell;

/// <summary>Pages of the instance, for those whose role is another, and while people join.</summary>
public sealed class ClosedPageTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<ProjectChanges>()).AddSingleton(Database.Get<MemberStore>()).AddSingleton(Database.Get<InvitationStore>()).AddSingleton(Database.Get<SettingsStore>()).AddSingleton(Database.Get<HealthReader>()).AddSingleton(Database.Get<SiteAddress>());
        Services.AddSingleton(Database.Get<AuditReader>()).AddSingleton(Database.Get<AuditMonthReader>()).AddSingleton(Database.Get<ChainCheck>()).AddSingleton<TimeProvider>(Database.Time);
        manager = await Given.ProjectAsync();
    }

    [Theory]
    [InlineData("/members", "Only admins and owners see the people of this instance.")]
    [InlineData("/audit", "Only admins and owners read this audit log.")]
    [InlineData("/settings", "Only owners see the settings of this instance.")]
    [InlineData("/projects/bot/audit", "Only managers of Bot see this page.")]
    [InlineData("/projects/elsewhere/audit", null)]
    [InlineData("/projects/nowhere/audit", null)]
    public async Task Page_ForAnotherRole_SaysForWhomItIs_UnlessItMustStayUnknown(string path, string? sentence)
    {
        await Given.ProjectAsync("elsewhere", "Elsewhere");
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = path switch
        {
            "/members" => RenderPage<MembersPage>(path),
            "/settings" => RenderPage<SettingsPage>(path),
            _ => RenderPage<AuditPage>(path),
        };

        screen.WaitForAssertion(() => screen.Heading(sentence is null ? "Not found" : "No access"));
        Assert.Contains(sentence ?? "There is nothing at this address", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Joined_OpenListOfPeople_ShowsThemByItself()
    {
        SignIn(manager);
        var screen = RenderPage<MembersPage>("/members");
        screen.WaitForAssertion(() => Assert.Contains("Adam Admin", screen.Markup, StringComparison.Ordinal));

        var grace = await Callers.PersonAsync("Grace Hopper", InstanceRole.Member);
        Database.Get<ProjectChanges>().TellJoined(new AppUser { Id = grace.UserId, Name = "Grace Hopper" }, []);

        screen.WaitForAssertion(() => Assert.Contains("Grace Hopper", screen.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<MainLayout> RenderPage<T>(string address) where T : IComponent
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        return Render<MainLayout>(parameters => parameters.Add(layout => layout.Body, builder =>
        {
            builder.OpenComponent<T>(0);
            if (address.StartsWith("/projects/", StringComparison.Ordinal))
            {
                builder.AddComponentParameter(1, "Project", ProjectAddress.At(address));
            }
            builder.CloseComponent();
        }));
    }
}
