using System.Text.RegularExpressions;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The fonts that the styles name are there and weigh little. That browsers keep them for good, <see cref="PublishedCopyTests"/> says.</summary>
[Collection(SharedApp.Name)]
public sealed partial class FontTests(TestApp app)
{
    private const int MostBytes = 150 * 1024;

    [Fact]
    public async Task Fonts_OfTheTheme_AreThereAndWeighLittle()
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var page = await visitor.FetchAsync("/login");
        var html = await page.Content.ReadAsStringAsync();
        using var theme = await visitor.FetchAsync("/" + Theme().Match(html).Value);
        var fonts = Addresses().Matches(await theme.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(3, fonts.Count);
        Assert.Contains($"href=\"{fonts[0]}\" as=\"font\"", html, StringComparison.Ordinal);
        var size = 0;
        foreach (var address in fonts)
        {
            using var font = await visitor.FetchAsync("/" + address);
            Assert.True(font.IsSuccessStatusCode, address);
            Assert.Equal("font/woff2", font.Content.Headers.ContentType?.MediaType);
            size += (await font.Content.ReadAsByteArrayAsync()).Length;
        }
        Assert.InRange(size, 1, MostBytes);
    }

    [GeneratedRegex(@"(?<!-)theme\.\w+\.css")]
    private static partial Regex Theme();

    [GeneratedRegex("""url\("([^"]+)"\)""")]
    private static partial Regex Addresses();
}
