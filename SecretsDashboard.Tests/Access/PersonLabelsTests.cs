using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Secrets;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Audit;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Access;

/// <summary>Two people may have one name; wherever one is shown, the address tells which.</summary>
public sealed class PersonLabelsTests : DatabaseTest
{
    // full-width letters: equal after NFKC and case folding
    private const string Alike = "\uFF41\uFF44\uFF41\uFF4D admin";

    private Caller adam = null!;
    private string email = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        adam = await Given.ProjectAsync();
        await Given.SecretAsync(adam, "API_KEY", ("development", "x"));
        await Given.TokenAsync(adam, "bot", "web", "development");
        email = await Database.ReadAsync(db => db.Users.Where(user => user.Id == adam.UserId).Select(user => user.Email!).SingleAsync());
    }

    [Fact]
    public async Task Name_OfOnePerson_StandsAloneWithTheAddressToHover()
    {
        Assert.All(await ShownAsync(), shown => Assert.Equal("Adam Admin", shown.Value));
        var item = (await ListAsync()).Items[0];
        Assert.Equal((email, email), (item.CreatedByEmail, item.UpdatedByEmail));
        Assert.Equal(email, (await Database.Get<TokenStore>().ListAsync(adam, "bot", None)).Tokens[0].CreatedByEmail);
        Assert.All((await Database.Get<AuditReader>().ReadAsync(adam, "bot", new AuditQuery(), None)).Items, entry => Assert.Equal(email, entry.WhoEmail));
    }

    [Fact]
    public async Task Name_OfTwoPeople_HasTheAddressBesideItEverywhere()
    {
        await Callers.PersonAsync(Alike, InstanceRole.Member);

        Assert.All(await ShownAsync(), shown => Assert.Equal($"Adam Admin ({email})", shown.Value));
    }

    [Fact]
    public async Task Audit_OfSomebodyRemovedWithThatName_TellsThemApart()
    {
        var other = await Callers.PersonAsync(Alike, InstanceRole.Admin);
        await Database.Get<InvitationStore>().InviteAsync(other, new InviteForm { Email = "new@example.com", Role = "Member" }, None);
        await Database.Get<MemberStore>().RemoveAsync(await Callers.OwnerAsync(), other.UserId, None);

        var entries = (await Database.Get<AuditReader>().ReadAsync(adam, null, new AuditQuery(), None)).Items;

        Assert.Equal($"{Alike} ({other.UserId:N}@example.com)", entries.First(entry => entry.Actor == other.UserId).Who);
        Assert.Equal($"Adam Admin ({email})", entries.First(entry => entry.Actor == adam.UserId).Who);
        var removed = entries.Single(entry => entry.Fact("Action") == "Person removed");
        Assert.Equal(($"{Alike} ({other.UserId:N}@example.com)", $"{other.UserId:N}@example.com"), (removed.Fact("Target"), removed.Fact("Email")));
    }

    private Task<SecretPage> ListAsync() => Database.Get<SecretList>().ReadAsync(adam, "bot", new SecretQuery(), None);

    // the place, and the name it shows
    private async Task<Dictionary<string, string>> ShownAsync()
    {
        var item = (await ListAsync()).Items[0];
        using var stale = Given.Draft("API_KEY", ("development", "y"));
        stale.Revision = item.Revision + 1;
        var changed = await Database.Get<SecretStore>().ChangeAsync(adam, "bot", stale, None);
        var entries = (await Database.Get<AuditReader>().ReadAsync(adam, null, new AuditQuery(), None)).Items;
        return new Dictionary<string, string>
        {
            ["added by"] = item.CreatedBy,
            ["changed by"] = item.UpdatedBy,
            ["a stale form"] = changed.Text!.Replace("This secret was changed by ", "", StringComparison.Ordinal).Split(" at ")[0],
            ["token made by"] = (await Database.Get<TokenStore>().ListAsync(adam, "bot", None)).Tokens[0].CreatedBy,
            ["people"] = (await Database.Get<MemberStore>().ListAsync(adam, None)).People.Single(person => person.Id == adam.UserId).Label,
            ["members"] = (await Database.Get<ProjectMemberStore>().ListAsync(adam, "bot", None)).Members.Single(person => person.Id == adam.UserId).Label,
            ["navigation"] = (await Database.Get<HouseReader>().ReadAsync(adam, None)).Person,
            ["audit"] = entries.First(entry => entry.Actor == adam.UserId).Who,
            ["filter of the audit"] = (await Database.Get<AuditReader>().ListActorsAsync(adam, null, None)).Single(actor => actor.Id == adam.UserId).Name,
        };
    }
}
