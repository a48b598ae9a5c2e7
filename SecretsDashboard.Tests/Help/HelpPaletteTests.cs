using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Help;

/// <summary>Ctrl+K finds help by title and heading, after what the help is about.</summary>
public sealed class HelpPaletteTests : DatabaseTest
{
    [Fact]
    public async Task FindAsync_Title_ComesAfterASecretThatFitsLess()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "OLD_NAMING", ("production", "x"));

        var groups = await FindAsync("naming");

        Assert.Equal(["Secrets", "Help"], groups.Select(group => group.Name));
        Assert.Equal("/help/naming", groups[1].Items[0].Address);

        Task<IReadOnlyList<PaletteGroup>> FindAsync(string text) => Database.Get<PaletteReader>().FindAsync(manager, text, "/", null, CancellationToken.None);
    }

    [Theory]
    [InlineData("One credential for each", "One credential for each environment Good practice /help/good-practice#one-credential-for-each-environment")]
    [InlineData("backup and rest", "Backup and restore Operate /help/operations#backup-and-restore")]
    public async Task FindAsync_Heading_LeadsToItsPlace(string text, string expected)
    {
        var groups = await Database.Get<PaletteReader>().FindAsync(await Callers.MemberAsync(), text, "/", null, CancellationToken.None);

        Assert.Equal([expected], Assert.Single(groups, group => group.Name == "Help").Items.Select(item => $"{item.Name} {item.Detail} {item.Address}"));
    }
}
