using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>Times go in and come out as UTC; a local one is refused.</summary>
public sealed class UtcConverterTests : DatabaseTest
{
    [Fact]
    public async Task Save_LocalTime_IsRefused()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Database.ArrangeAsync(db => db.Projects.Add(
            new Project { Id = Guid.NewGuid(), Slug = "p", Name = "p", CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) })));

        Assert.Equal(0, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Fact]
    public async Task Load_StoredTime_IsUtc()
    {
        await Given.ProjectAsync();

        var created = await Database.ReadAsync(db => db.Projects.Select(row => row.CreatedAt).SingleAsync());

        Assert.Equal((Time.Now, DateTimeKind.Utc), (created, created.Kind));
    }
}
