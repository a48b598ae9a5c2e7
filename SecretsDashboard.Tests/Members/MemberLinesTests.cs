using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>Which of the people of the instance the list shows, and what of them.</summary>
public sealed class MemberLinesTests : ComponentTest
{
    private Caller owner = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<MemberStore>()).AddSingleton(Database.Get<InvitationStore>()).AddSingleton<TimeProvider>(Database.Time);
        owner = await Callers.OwnerAsync();
        SignIn(owner);
        await Callers.MemberAsync();
    }

    [Theory]
    [InlineData("owners", "Olga Owner You")]
    [InlineData("members", "Mia Member")]
    [InlineData("no-factor", "Mia Member, Olga Owner You")]
    [InlineData("disabled", "")]
    [InlineData("invited", "Not joined yet")]
    [InlineData("nonsense", "Mia Member, Olga Owner You, Not joined yet")]
    public async Task Show_AGroup_LeavesTheOthersOut(string word, string names)
    {
        await Given.InvitationAsync(owner, "new@example.com", InstanceRole.Member);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"/members?show={word}");

        var screen = Render<MembersPage>();

        Assert.Equal(names, string.Join(", ", screen.Rows().Select(row => row[0])));
        var shown = screen.Rows().Count;
        Assert.Equal(shown == 3 ? "3 people" : $"{shown} of 3 people", Screen.TextOf(screen.Find(".counted")));
    }

    [Fact]
    public void Line_OnANarrowScreen_OpensToTheRest()
    {
        var screen = Render<MembersPage>();
        Assert.Null(screen.Find("tbody tr").GetAttribute("data-open"));

        screen.Button("Details of Mia Member").Click();

        Assert.NotNull(screen.Find("tbody tr").GetAttribute("data-open"));
        Assert.Equal("true", screen.Button("Details of Mia Member").GetAttribute("aria-expanded"));
    }
}
