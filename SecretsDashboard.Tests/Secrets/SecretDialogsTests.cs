using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The dialogs of the page, by the names that are promised outside.</summary>
public sealed class SecretDialogsTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush-one"), ("production", "hush-two"));
        SignIn(manager);
    }

    [Fact]
    public void Add_Fields_AreAllThereByName()
    {
        var screen = Open("Add Secret");

        Assert.Equal("key", screen.Field("Secret Key").GetAttribute("name"));
        Assert.Equal("value", screen.Field("Secret Value").GetAttribute("name"));
        Assert.True(screen.Field("Same value in every environment").HasAttribute("checked"));
        Assert.All(((string, string)[])[("Development", "development"), ("Staging", "staging"), ("Production", "production")],
            each => Assert.Equal($"value:{each.Item2}", screen.Field($"Value for {each.Item1}").GetAttribute("name")));
        Assert.Equal("description", screen.Field("Description").GetAttribute("name"));
        Assert.Equal(["Detect", "API key", "Token", "Password", "Connection string", "Private key", "Webhook secret", "Other"],
            screen.Field("Type").QuerySelectorAll("option").Select(Screen.TextOf));
        Assert.True(screen.HasButton("Create Secret"));
        Assert.True(screen.HasButton("Cancel"));
        Assert.True(screen.HasButton("Update it instead"));
        Assert.Equal(4, screen.Buttons("Show value").Count);
        Assert.All((string[])["Generate", "Generate for Development", "Generate for Staging", "Generate for Production"], name => Assert.Equal("-1", screen.Button(name).GetAttribute("tabindex")));
        Assert.All((string[])["Secret Key", "Secret Value"], label => Assert.Equal("true", screen.Field(label).GetAttribute("aria-required")));
        Assert.Equal(("Production", "Development"), (screen.Field("Secret Value").GetAttribute("data-production"), screen.Field("Secret Value").GetAttribute("data-elsewhere")));
        Assert.Equal((null, "Staging"), (screen.Field("Value for Staging").GetAttribute("data-production"), screen.Field("Value for Staging").GetAttribute("data-elsewhere")));
        Assert.Equal(("Production", null), (screen.Field("Value for Production").GetAttribute("data-production"), screen.Field("Value for Production").GetAttribute("data-elsewhere")));
        Assert.Equal("/projects/bot/secrets", screen.Find("form").GetAttribute("data-address"));
    }

    [Fact]
    public async Task Add_Saved_ClosesTellsAndReloads()
    {
        var screen = Open("Add Secret");
        await Given.SecretAsync(manager, "NEW", ("development", "one"));

        screen.Find("form").TriggerEvent("onformsaved", new FormSavedEventArgs { Text = "NEW created" });

        Assert.False(screen.HasDialog());
        Assert.Equal(["NEW created"], Notices);
        Assert.Equal(["API_KEY", "NEW"], screen.Rows().Select(row => row[0]));
    }

    [Fact]
    public void Add_Closed_LeavesTheTree()
    {
        var screen = Open("Add Secret");

        screen.Dialog("Add Secret").TriggerEvent("onclose", EventArgs.Empty);

        Assert.False(screen.HasDialog());
    }

    [Fact]
    public void Edit_Fields_AreAllThereAndHoldNoValue()
    {
        var screen = Open("Edit API_KEY");

        screen.Dialog("Edit Secret");
        Assert.True(screen.Field("Secret Key").HasAttribute("readonly"));
        Assert.Equal("API_KEY", screen.Field("Secret Key").GetAttribute("value"));
        Assert.False(screen.Field("Same value in every environment").HasAttribute("checked"));
        Assert.All((string[])["New Value", "New value for Development", "New value for Staging", "New value for Production"], label =>
        {
            Assert.Equal("", screen.Field(label).TextContent);
            Assert.False(screen.Field(label).HasAttribute("value"));
        });
        Assert.Equal("remove:development", screen.Field("Remove value for Development").GetAttribute("name"));
        Assert.Empty(screen.Fields("Remove value for Staging"));
        Assert.Single(screen.Fields("Remove value for Production"));
        Assert.Equal("1", screen.Find("input[name=revision]").GetAttribute("value"));
        Assert.True(screen.HasButton("Update Secret"));
        Assert.True(screen.HasButton("Cancel"));
        Assert.False(screen.HasButton("Update it instead"));
        Assert.Equal(("PUT", "/projects/bot/secrets/API_KEY"), (screen.Find("form").GetAttribute("data-method"), screen.Find("form").GetAttribute("data-address")));
        Assert.DoesNotContain("hush", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_SavedEverywhereLast_OffersTheSameAgain()
    {
        using (var draft = Given.DraftEverywhere("SAME", "one"))
        {
            await Database.Get<SecretStore>().AddAsync(manager, "bot", draft, CancellationToken.None);
        }

        Assert.True(Open("Edit SAME").Field("Same value in every environment").HasAttribute("checked"));
    }

    [Theory]
    [InlineData("Add Secret", "Value for Production")]
    [InlineData("Edit API_KEY", "New value for Production")]
    public async Task Protected_ForAnEditor_IsLeftOutAndSaidSo(string button, string label)
    {
        await Given.ProtectAsync("production");
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = Open(button);

        Assert.Empty(screen.Fields(label));
        Assert.Empty(screen.Fields("Remove value for Production"));
        Assert.Contains("Production is protected and left as it is: only managers change values there.", Screen.TextOf(screen.Find("form")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protected_ForAnEditor_IsNotPostedAsOneThatWasShownOpen()
    {
        await Given.ProtectAsync("production");
        SignIn(await Callers.EditorOfAsync("bot"));

        Assert.Equal(["open:development", "open:staging"], Open("Edit API_KEY").FindAll(".together input[type=hidden]").Select(field => field.GetAttribute("name")));
    }

    [Fact]
    public async Task Protected_EveryOne_LeavesAnEditorTheDescription()
    {
        await Given.ProtectAsync("development", "staging", "production");
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = Open("Edit API_KEY");

        Assert.Empty(screen.Fields("New Value"));
        Assert.Single(screen.Fields("Description"));
        Assert.Contains("are protected and left as they are", Screen.TextOf(screen.Find("form")), StringComparison.Ordinal);
        Assert.All((string[])["Add Secret", "Import .env"], name => Assert.False(screen.HasButton(name)));
    }

    [Fact]
    public void Delete_Dialog_WarnsAndFocusesCancel()
    {
        var screen = Open("Delete API_KEY");

        var dialog = screen.Dialog("Delete Secret");
        Assert.Equal("alertdialog", dialog.GetAttribute("role"));
        Assert.Contains("API_KEY", Screen.TextOf(dialog), StringComparison.Ordinal);
        Assert.Contains("Apps that use it will fail", Screen.TextOf(dialog), StringComparison.Ordinal);
        Assert.True(screen.Button("Cancel").HasAttribute("data-autofocus"));
        Assert.False(screen.Button("Delete").HasAttribute("data-autofocus"));
    }

    [Fact]
    public async Task Delete_WithASharedOneBeneath_SaysWhatAppsReceiveThen()
    {
        var owner = await Callers.OwnerAsync();
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "API_KEY", ("production", "x"), ("staging", "y"));

        var screen = Open("Delete API_KEY");
        screen.WaitForAssertion(() => Assert.Contains(
            "Apps that use it in Production will receive the shared secret of the same key instead; elsewhere they will fail", Screen.TextOf(screen.Dialog("Delete Secret")), StringComparison.Ordinal));
        using var draft = Given.Draft("API_KEY", ("development", "z"));
        await Database.Get<SecretStore>().ChangeAsync(owner, ProjectAddress.Shared, draft, CancellationToken.None);
        screen = Open("Delete API_KEY");

        screen.WaitForAssertion(() => Assert.Contains("Apps that use it will receive the shared secret of the same key instead", Screen.TextOf(screen.Dialog("Delete Secret")), StringComparison.Ordinal));
        Assert.DoesNotContain("fail", Screen.TextOf(screen.Dialog("Delete Secret")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ReceivedByOtherProjects_GathersTheirTokens()
    {
        var owner = await Callers.OwnerAsync();
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "SMTP", ("production", "x"));
        foreach (var (caller, project, name) in ((Caller, string, string)[])[(manager, "bot", "web"), (manager, "bot", "job"), (owner, ProjectAddress.Shared, "relay")])
        {
            var token = await Given.TokenAsync(caller, project, name, "production");
            var resolver = Database.Get<SecretResolver>();
            await resolver.RecordAsync(token, await resolver.FindAsync(token, CancellationToken.None));
        }
        SignIn(owner);
        Services.GetRequiredService<Bunit.TestDoubles.BunitNavigationManager>().NavigateTo(ProjectAddress.Shared);

        var screen = Render<SecretsPage>();
        screen.Button("Delete SMTP").Click();

        screen.WaitForAssertion(() => Assert.Contains("3 tokens received it", Screen.TextOf(screen.Dialog("Delete Secret")), StringComparison.Ordinal));
        var lines = screen.Dialog("Delete Secret").QuerySelectorAll("li").Select(Screen.TextOf).ToList();
        Assert.StartsWith("relay", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("and 2 tokens of other projects, last", Assert.Single(lines.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Confirmed_IsGoneFromTableAndDatabase()
    {
        var screen = Open("Delete API_KEY");

        screen.Button("Delete").Click();

        screen.WaitForAssertion(() => Assert.False(screen.HasDialog()));
        screen.Heading("Add the first secret");
        Assert.Equal(["API_KEY deleted"], Notices);
        Assert.Equal(0, await Database.ReadAsync(db => db.SecretValues.CountAsync()));
    }

    [Fact]
    public async Task Delete_NotAllowedAnyMore_StaysOpenAndSaysWhy()
    {
        SignIn(await Callers.EditorOfAsync("bot"));
        var screen = Open("Delete API_KEY");
        await Given.ProtectAsync("production");

        screen.Button("Delete").Click();

        screen.WaitForAssertion(() => Assert.Contains("a value in a protected environment needs a manager", screen.Markup, StringComparison.Ordinal));
        Assert.True(screen.HasDialog());
        Assert.Equal(1, await Database.ReadAsync(db => db.Secrets.CountAsync()));
    }

    private IRenderedComponent<SecretsPage> Open(string button)
    {
        var screen = Render<SecretsPage>(parameters => parameters.Add(page => page.Project, "bot"));
        screen.Button(button).Click();
        return screen;
    }
}
