using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Projects;

/// <summary>One's own projects and no others, whatever the role in the instance.</summary>
public sealed class ProjectListTests : DatabaseTest
{
    [Fact]
    public async Task ListAsync_Projects_AreOnesOwnByName()
    {
        var manager = await Given.ProjectAsync("zebra", "Zebra");
        await Given.ProjectAsync();
        await Callers.JoinAsync(manager, "bot", ProjectRole.Viewer);
        await Given.ProjectAsync("foreign", "Foreign");

        var (items, canCreate) = await ListAsync(manager);

        Assert.Equal([("/projects/bot", ProjectRole.Viewer), ("/projects/zebra", ProjectRole.Manager)], items.Select(item => (item.Address, item.Role!.Value)));
        Assert.True(canCreate);
        Assert.Equal(["Development", "Staging", "Production"], items[0].Environments.Select(environment => environment.Name));
    }

    [Fact]
    public async Task ListAsync_OwnerWithoutMembership_SeesNone()
    {
        await Given.ProjectAsync();

        var (owners, ownerCreates) = await ListAsync(await Callers.OwnerAsync());
        var (members, memberCreates) = await ListAsync(await Callers.MemberAsync());

        Assert.Empty(owners);
        Assert.True(ownerCreates);
        Assert.Empty(members);
        Assert.False(memberCreates);
    }

    [Fact]
    public async Task ListAsync_SecretsAndLastChange_AreCounted()
    {
        var manager = await Given.ProjectAsync();
        var created = Time.Now;
        Assert.Equal((0, created), (await ListAsync(manager)).Items.Select(item => (item.Secrets, item.LastChange)).Single());
        Time.Advance(TimeSpan.FromMinutes(1));
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));

        Assert.Equal((1, Time.Now), (await ListAsync(manager)).Items.Select(item => (item.Secrets, item.LastChange)).Single());
    }

    [Fact]
    public async Task ListAsync_EndedSession_IsRefused()
    {
        var manager = await Given.ProjectAsync();
        await Database.Gate.WriteAsync(db => db.Sessions.ExecuteDeleteAsync(), None);

        await Assert.ThrowsAsync<AccessDeniedException>(() => ListAsync(manager));
    }

    private Task<(IReadOnlyList<ProjectCardItem> Items, bool CanCreate)> ListAsync(Caller caller) => Database.Get<ProjectList>().ListAsync(caller, None);
}
