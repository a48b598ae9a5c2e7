using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Members;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Audit;

/// <summary>The days above the log: what they count, and for which people.</summary>
public sealed class AuditMonthReaderTests : DatabaseTest
{
    private Caller owner = null!;
    private Caller manager = null!;

    private AuditMonthReader Reader => Database.Get<AuditMonthReader>();

    private DateOnly Today => DateOnly.FromDateTime(Time.Now);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "OWN", ("production", "x"));
    }

    [Fact]
    public async Task Project_CountsWhatItsLogHas()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        var resolver = Database.Get<SecretResolver>();
        await resolver.RecordAsync(web, await resolver.FindAsync(web, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<SecretStore>().DeleteAsync(manager, "bot", "NOTHING", null, None));

        var month = await Reader.ReadAsync(manager, "bot", null, None);

        Assert.Equal((AuditMonthReader.Days, Today, false, false), (month.Days.Count, month.Days[^1].Day, month.HasEarlier, month.HasLater));
        // created, a secret, a token
        Assert.Equal((3, 1, 1), (month.Days[^1].Changes, month.Days[^1].Deliveries, month.Days[^1].Refusals));
        Assert.All(month.Days.SkipLast(1), day => Assert.Equal(0, day.Changes + day.Deliveries + day.Refusals));
    }

    [Fact]
    public async Task Month_Earlier_HasItsOwnDays()
    {
        Time.Advance(TimeSpan.FromDays(AuditMonthReader.Days));
        manager = await Callers.SessionAsync(manager.UserId);
        await Given.SecretAsync(manager, "LATER", ("production", "x"));

        var now = await Reader.ReadAsync(manager, "bot", null, None);
        var before = await Reader.ReadAsync(manager, "bot", now.Days[0].Day.AddDays(-1), None);

        Assert.Equal((1, true, false), (now.Days.Sum(day => day.Changes), now.HasEarlier, now.HasLater));
        Assert.Equal((2, false, true), (before.Days.Sum(day => day.Changes), before.HasEarlier, before.HasLater));
    }

    [Fact]
    public async Task Instance_LeavesOutWhatIsPersonal_AlsoOfSomeoneWhoWasRemoved()
    {
        var mia = await Callers.MemberAsync();
        await Given.SecretInAsync(mia, ProjectAddress.Personal, "HIDDEN", ("development", "x"));
        await CountsTheLogAsync();

        await Database.Get<MemberStore>().RemoveAsync(owner, mia.UserId, None);
        await CountsTheLogAsync();

        async Task CountsTheLogAsync()
        {
            var changes = (await Reader.ReadAsync(owner, null, null, None)).Days.Sum(day => day.Changes);
            Assert.Equal((await Database.Get<AuditReader>().ReadAsync(owner, null, new AuditQuery(), None)).Total, changes);
            Assert.True(await Database.ReadAsync(db => db.Audit.CountAsync()) > changes);
        }
    }

    [Fact]
    public async Task Instance_CountsADeliveryWithSharedOnesOnce()
    {
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "SMTP", ("production", "x"));
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        var resolver = Database.Get<SecretResolver>();
        await resolver.RecordAsync(web, await resolver.FindAsync(web, None));

        Assert.Equal(1, (await Reader.ReadAsync(owner, null, null, None)).Days[^1].Deliveries);
        Assert.Equal(1, (await Reader.ReadAsync(owner, ProjectAddress.Shared, null, None)).Days[^1].Deliveries);
    }
}
