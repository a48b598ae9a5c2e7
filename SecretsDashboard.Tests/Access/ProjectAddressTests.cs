using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Access;

/// <summary>Names of projects and addresses of their pages are each other's reverse, and no slug is one of the two words.</summary>
public sealed class ProjectAddressTests
{
    [Theory]
    [InlineData("bot", "/projects/bot")]
    [InlineData("personal", "/projects/personal")]
    [InlineData("shared", "/projects/shared")]
    [InlineData(ProjectAddress.Personal, "/personal")]
    [InlineData(ProjectAddress.Shared, "/shared")]
    public void Of_AName_IsWhereAtFindsIt(string project, string address)
    {
        Assert.Equal(address, ProjectAddress.Of(project));
        Assert.Equal(project, ProjectAddress.At(address));
        Assert.Equal(project, ProjectAddress.At($"{address.TrimStart('/')}/secrets/import/"));
    }

    [Theory]
    [InlineData("/PERSONAL/tokens", ProjectAddress.Personal)]
    [InlineData("/Shared", ProjectAddress.Shared)]
    [InlineData("/Projects/bot", "bot")]
    [InlineData("/projects/%2Fpersonal", "%2Fpersonal")]
    [InlineData("/projects", null)]
    [InlineData("/personally", null)]
    [InlineData("/audit/export", null)]
    [InlineData("/", null)]
    public void At_APath_IsComparedAsRoutesAre(string path, string? project) => Assert.Equal(project, ProjectAddress.At(path));

    [Theory]
    [InlineData(ProjectKind.Team, "bot", "bot", "bot")]
    [InlineData(ProjectKind.Personal, "/personal/0192", ProjectAddress.Personal, "personal")]
    [InlineData(ProjectKind.Organization, "/shared", ProjectAddress.Shared, "shared")]
    public void NameOf_EachKind_IsWhatStoresTake(ProjectKind kind, string slug, string name, string label)
    {
        Assert.Equal(name, ProjectAddress.NameOf(kind, slug));
        Assert.Equal(label, ProjectAddress.LabelOf(new Project { Kind = kind, Slug = slug }));
    }
}
