using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>The migrations make exactly the tables the model speaks of.</summary>
public sealed class MigrationsTests : DatabaseTest
{
    [Fact]
    public async Task Model_OfReaders_HasNoPendingChanges()
    {
        Assert.False(await Database.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public async Task Model_OfTheGate_HasNoPendingChanges()
    {
        Assert.False(await Database.Gate.WriteAsync(db => Task.FromResult(db.Database.HasPendingModelChanges()), None));
    }

    [Fact]
    public async Task Start_NewFile_AppliesEveryMigration()
    {
        Assert.Empty(await Database.ReadAsync(db => db.Database.GetPendingMigrationsAsync()));
    }
}
