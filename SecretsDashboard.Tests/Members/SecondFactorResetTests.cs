using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>Who lost their second factor gets it reset by those who manage people, by the rules of every other change to a person.</summary>
public sealed class SecondFactorResetTests : DatabaseTest
{
    private MemberStore Store => Database.Get<MemberStore>();

    [Fact]
    public async Task ResetSecondFactorAsync_PersonWithAll_TakesAllAndEndsTheirSessions()
    {
        var admin = await Callers.AdminAsync();
        var member = await Callers.MemberAsync();
        await Phone.SetUpAsync(Database.Services, member);
        await Database.ArrangeAsync(db => db.UserPasskeys.Add(SecondFactorTests.Passkey(member.UserId)));
        var cut = new List<Guid>();
        Database.Get<Revocations>().Ended += (user, _) => cut.Add(user);
        Assert.Equal([("Adam Admin", "None"), ("Mia Member", "App and passkey")], await ListedAsync(admin));

        await Store.ResetSecondFactorAsync(admin, member.UserId, None);

        Assert.Equal((0, 0, 0), await Database.ReadAsync(async db => (await db.Authenticators.CountAsync(), await db.RecoveryCodes.CountAsync(), await db.UserPasskeys.CountAsync())));
        Assert.Equal([member.UserId], cut);
        Assert.False(await Database.Get<LiveSessions>().IsLiveAsync(member.UserId, member.SessionId, None));
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(admin.UserId, admin.SessionId, None));
        var line = await LastAuditAsync();
        Assert.Equal(("person.second_factor_reset", "ok", "Mia Member"), (line.Text("action"), line.Text("outcome"), line.Text("target_name")));
        Assert.Equal([("Adam Admin", "None"), ("Mia Member", "None")], await ListedAsync(admin));
    }

    [Fact]
    public async Task ResetSecondFactorAsync_PersonWithNone_RecordsNothing()
    {
        var admin = await Callers.AdminAsync();
        var member = await Callers.MemberAsync();

        await Store.ResetSecondFactorAsync(admin, member.UserId, None);

        Assert.Empty(await AuditAsync());
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(member.UserId, member.SessionId, None));
    }

    [Fact]
    public async Task ResetSecondFactorAsync_OneselfOwnersAndByMembers_IsRefused()
    {
        var admin = await Callers.AdminAsync();
        var owner = await Callers.OwnerAsync();
        var member = await Callers.MemberAsync();
        foreach (var each in (Caller[])[admin, owner, member])
        {
            await Phone.SetUpAsync(Database.Services, each);
        }

        foreach (var (caller, target) in ((Caller, Caller)[])[(admin, admin), (admin, owner), (member, admin), (member, member), (owner, owner)])
        {
            await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ResetSecondFactorAsync(caller, target.UserId, None));
        }
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ResetSecondFactorAsync(owner, Guid.NewGuid(), None));

        Assert.Equal(3, await Database.ReadAsync(db => db.Authenticators.CountAsync()));
    }

    private async Task<IEnumerable<(string, string)>> ListedAsync(Caller caller) =>
        (await Store.ListAsync(caller, None)).People.Select(person => (person.Name, person.SecondFactors));
}
