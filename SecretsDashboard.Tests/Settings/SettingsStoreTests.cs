using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Settings;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Settings;

/// <summary>Owners require a second factor, once they have one; anyone who lacks one is cut off at once.</summary>
public sealed class SettingsStoreTests : DatabaseTest
{
    private SettingsStore Store => Database.Get<SettingsStore>();

    [Fact]
    public async Task RequireSecondFactorAsync_OwnerWithoutOne_IsToldToSetOneUp()
    {
        var owner = await Callers.OwnerAsync();

        var outcome = await Store.RequireSecondFactorAsync(owner, true, None);

        Assert.StartsWith("Set up a second factor for yourself first", outcome.Problem, StringComparison.Ordinal);
        Assert.False(await RequiredAsync());
        Assert.Empty(await AuditAsync());
    }

    [Fact]
    public async Task RequireSecondFactorAsync_OnAndOff_IsRecordedAndCutsOnlyWhoLacksOne()
    {
        var owner = await Callers.OwnerAsync();
        var member = await Callers.MemberAsync();
        await Phone.SetUpAsync(Database.Services, owner);
        var cut = new List<(Guid, Guid?)>();
        Database.Get<Revocations>().Ended += (user, session) => cut.Add((user, session));

        var settings = await Store.ReadAsync(owner, None);
        Assert.Equal((false, 1, true), (settings.RequiresSecondFactor, settings.Lacking, settings.IsOneselfReady));
        Assert.Equal((2, 0), (settings.People, settings.Projects));
        Assert.True((await Store.RequireSecondFactorAsync(owner, true, None)).IsDone);
        Assert.True((await Store.RequireSecondFactorAsync(owner, true, None)).IsDone);

        Assert.Equal([(member.UserId, null)], cut);
        Assert.True(await RequiredAsync());
        Assert.Equal("instance.second_factor_required", (await LastAuditAsync()).Text("action"));
        Assert.Equal(SessionState.Limited, await Database.Get<LiveSessions>().StateAsync(member.UserId, member.SessionId, None));
        Assert.True((await Store.RequireSecondFactorAsync(owner, false, None)).IsDone);
        Assert.Equal("instance.second_factor_optional", (await LastAuditAsync()).Text("action"));
        Assert.Single(cut);
        Assert.Equal(3, (await AuditAsync()).Count);
    }

    [Theory]
    [InlineData(InstanceRole.Admin)]
    [InlineData(InstanceRole.Member)]
    public async Task Settings_NoOwner_IsRefused(InstanceRole role)
    {
        var caller = await Callers.PersonAsync("Somebody", role);
        await Phone.SetUpAsync(Database.Services, caller);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ReadAsync(caller, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RequireSecondFactorAsync(caller, true, None));
        Assert.False(await RequiredAsync());
    }

    private Task<bool> RequiredAsync() => Database.ReadAsync(db => db.Instance.Select(row => row.RequiresSecondFactor).SingleAsync());
}
