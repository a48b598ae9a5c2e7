using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Audit;

/// <summary>What happens with somebody's personal secrets stands in the chain and is shown to that person alone.</summary>
public sealed class PersonalAuditTests : DatabaseTest
{
    private const string Personal = ProjectAddress.Personal;

    private Caller mia = null!;
    private Caller owner = null!;

    private AuditReader Reader => Database.Get<AuditReader>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        (mia, owner) = (await Callers.MemberAsync(), await Callers.OwnerAsync());
        await Given.ProjectAsync();
    }

    [Fact]
    public async Task EverythingPersonal_IsShownToItsPersonAlone()
    {
        var (resolver, guard) = (Database.Get<SecretResolver>(), Database.Get<TokenGuard>());
        await Given.SecretInAsync(mia, Personal, "HIDDEN_KEY", ("development", "x"));
        var token = await Given.TokenAsync(mia, Personal, "hidden token", "development");
        await resolver.RecordAsync(token, await resolver.FindAsync(token, None));
        await guard.RefuseAsync(token, AccessDeniedException.UnknownTarget);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<SecretStore>().DeleteAsync(mia, Personal, "NOTHING", null, None));
        await Database.Get<EnvironmentStore>().AddAsync(mia, Personal, "Hidden place", None);
        await Database.Get<TokenStore>().RevokeAsync(mia, Personal, token.Token.Id, None);
        await foreach (var _ in Reader.ExportAsync(mia, Personal, new AuditQuery(), None))
        {
        }

        string[] expected = ["audit.exported", "token.revoked", "environment.added", "access.refused", "access.refused", "secrets.delivered", "token.minted", "secret.added", "project.created"];
        var own = await AllAsync(mia, Personal);
        Assert.Equal(expected, own.Select(entry => entry.Line.Action));
        Assert.All(own, entry => Assert.Equal(("personal", mia.UserId), (entry.Line.ProjectName, entry.Line.OwnerId!.Value)));
        Assert.Equal(["Mia Member", "hidden token"], (await Reader.ListActorsAsync(mia, Personal, None)).Select(actor => actor.Name));

        await NowhereAsync(owner);
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
        Assert.Equal("project.created", Assert.Single(await AllAsync(owner, Personal)).Line.Action);
    }

    [Fact]
    public async Task OwnPersonal_IsNotInTheInstancesEither()
    {
        await Given.SecretInAsync(owner, Personal, "HIDDEN_KEY", ("development", "x"));

        Assert.DoesNotContain(await AllAsync(owner, null), entry => entry.Line.TargetName == "HIDDEN_KEY");
        Assert.Contains(await AllAsync(owner, Personal), entry => entry.Line.TargetName == "HIDDEN_KEY");
    }

    [Fact]
    public async Task EndedPersonalToken_Refused_IsNotInTheInstances()
    {
        var form = new TokenForm { Name = "hidden token", Environment = "development", Read = true, Days = "1" };
        var minted = await Database.Get<TokenStore>().MintAsync(mia, Personal, form, None);
        await Database.Get<TokenStore>().RevokeAsync(mia, Personal, minted.Id!.Value, None);
        await Database.Get<TokenGuard>().RecordTurnedAwayAsync(minted.Token, null, "request");

        Assert.DoesNotContain(await AllAsync(owner, null), entry => entry.Line.Action == AuditAction.TokenRefused);
        Assert.Contains(await AllAsync(mia, Personal), entry => entry.Line.Action == AuditAction.TokenRefused);
    }

    [Fact]
    public async Task RemovedPerson_LeavesNothingThatAnybodyIsShown()
    {
        await Given.SecretInAsync(mia, Personal, "HIDDEN_KEY", ("development", "x"));
        var token = await Given.TokenAsync(mia, Personal, "hidden token", "development");
        await Database.Get<MemberStore>().RemoveAsync(owner, mia.UserId, None);

        await NowhereAsync(owner);
        Assert.False(await Database.ReadAsync(db => db.Projects.AnyAsync(project => project.Kind == ProjectKind.Personal && project.OwnerId == mia.UserId)));
        Assert.False(await Database.ReadAsync(db => db.Secrets.AnyAsync()));
        Assert.False(await Database.ReadAsync(db => db.SecretValues.AnyAsync()));
        Assert.False(await Database.ReadAsync(db => db.ServiceTokens.AnyAsync()));
        Assert.False(Database.Get<TokenRegistry>().IsLive(token.Token));
        Assert.Null(await Database.Get<SealedEnvironments>().FindAsync(token.Token.ProjectId, token.Token.EnvironmentId, None));
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
    }

    [Fact]
    public async Task DisabledPerson_TheirTokensEndForGood_OthersStay()
    {
        var hers = await Given.TokenAsync(mia, Personal, "hers", "development");
        var his = await Given.TokenAsync(owner, Personal, "his", "development");
        var shared = await Given.TokenAsync(owner, ProjectAddress.Shared, "shared", "development");

        await Database.Get<MemberStore>().DisableAsync(owner, mia.UserId, None);
        await Database.Get<MemberStore>().EnableAsync(owner, mia.UserId, None);

        Assert.Equal([false, true, true], new[] { hers, his, shared }.Select(token => Database.Get<TokenRegistry>().IsLive(token.Token)));
        var again = await Callers.SessionAsync(mia.UserId);
        Assert.Equal([TokenState.Revoked], (await Database.Get<TokenStore>().ListAsync(again, Personal, None)).Tokens.Select(token => token.StateAt(Time.Now)));
        Assert.DoesNotContain(await AllAsync(owner, null), entry => entry.Line.Action == AuditAction.TokenRevoked);
    }

    [Fact]
    public async Task Shared_IsNamedToEveryAdminAndReadByThemAlone()
    {
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "SMTP_PASSWORD", ("production", "x"));
        var admin = await Callers.AdminAsync();

        Assert.Contains(await AllAsync(admin, null), entry => entry.Line is { ProjectName: "shared", TargetName: "SMTP_PASSWORD" });
        Assert.Contains(await AllAsync(admin, ProjectAddress.Shared), entry => entry.Line.TargetName == "SMTP_PASSWORD");
        await Assert.ThrowsAsync<AccessDeniedException>(() => AllAsync(mia, ProjectAddress.Shared));
    }

    [Fact]
    public async Task OwnerTakenFromAnEntry_PastTheProgram_IsFound()
    {
        await Given.SecretInAsync(mia, Personal, "HIDDEN_KEY", ("development", "x"));
        await Database.TamperAsync("UPDATE Audit SET OwnerId = NULL");

        Assert.NotNull((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
        Assert.DoesNotContain(await AllAsync(owner, null), entry => entry.Line.TargetName == "HIDDEN_KEY");
    }

    private async Task NowhereAsync(Caller reader)
    {
        var (name, page) = (mia.UserId, (await Reader.ReadAsync(reader, null, new AuditQuery(), None)).Items);
        var ids = await Database.ReadAsync(db => db.Audit.Where(entry => entry.OwnerId == name).Select(entry => entry.Seq).ToListAsync());
        Assert.NotEmpty(ids);
        Assert.Empty(page.Select(item => item.Seq).Intersect(ids));
        Assert.Empty((await Reader.ReadAsync(reader, null, new AuditQuery { After = 0 }, None)).Items.Select(item => item.Seq).Intersect(ids));
        Assert.All(await AllAsync(reader, null), entry => Assert.Null(entry.Line.OwnerId));
        foreach (var query in (AuditQuery[])[new() { Secret = "HIDDEN" }, new() { Action = AuditAction.SecretAdded }, new() { Action = AuditAction.TokenMinted }, new() { Secret = "hidden token" }])
        {
            Assert.Empty((await Reader.ReadAsync(reader, null, query, None)).Items);
        }
        Assert.DoesNotContain(await Reader.ListActorsAsync(reader, null, None), actor => actor.IsToken || actor.Name == "Mia Member");
    }

    private async Task<List<AuditRecord>> AllAsync(Caller reader, string? project)
    {
        var all = new List<AuditRecord>();
        await foreach (var rows in Reader.ExportAsync(reader, project, new AuditQuery(), None))
        {
            all.AddRange(rows.Select(row => row.Shown!));
        }
        // the line of this reading itself is never in it, that of an earlier one is
        return [.. all.Where(entry => project == Personal || entry.Line.Action != AuditAction.AuditExported)];
    }
}
