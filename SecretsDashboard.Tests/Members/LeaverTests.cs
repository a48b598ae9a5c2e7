using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Audit;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Members;

/// <summary>Nothing goes without its line, and who is gone keeps their name wherever a page says who did something.</summary>
public sealed class LeaverTests : DatabaseTest
{
    private Caller owner = null!;
    private Caller manager = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task PersonRemoved_WhatTheyHad_IsALineEachInTheLogItBelongsTo()
    {
        await Given.ProjectAsync("shop", "Shop");
        var luis = await Callers.PersonAsync("Luis Ferreira", InstanceRole.Member);
        await Callers.JoinAsync(luis, "shop", ProjectRole.Viewer);
        await Callers.JoinAsync(luis, "bot", ProjectRole.Editor);
        await Given.SecretInAsync(luis, ProjectAddress.Personal, "HIS_KEY", ("development", "x"));
        await Given.SecretInAsync(luis, ProjectAddress.Personal, "ALSO_HIS", ("development", "x"));
        await Given.TokenAsync(luis, ProjectAddress.Personal, "his", "development");
        var revoked = await Given.TokenAsync(luis, ProjectAddress.Personal, "revoked", "development");
        await Database.Get<TokenStore>().RevokeAsync(luis, ProjectAddress.Personal, revoked.Token.Id, None);
        var before = (await AuditAsync()).Count;

        await Database.Get<MemberStore>().RemoveAsync(owner, luis.UserId, None);

        string[] his = [luis.UserId.ToString()];
        Assert.Equal(
        [
            ("session.ended", null, "Luis Ferreira", null, null),
            ("member.removed", "bot", "Luis Ferreira", "person_removed", null), ("member.removed", "shop", "Luis Ferreira", "person_removed", null),
            ("secret.deleted", "personal", "ALSO_HIS", "person_removed", his[0]), ("secret.deleted", "personal", "HIS_KEY", "person_removed", his[0]),
            ("token.revoked", "personal", "his", "person_removed", his[0]),
            ("person.removed", null, "Luis Ferreira", null, null),
        ], (await AuditAsync()).Skip(before).Select(AuditJson.Of)
            .Select(line => (line.Text("action"), line.Text("project_name"), line.Text("target_name"), line.Text("reason"), line.Text("owner"))));
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
        // of what was theirs alone not even a name is kept
        Assert.Equal([luis.UserId], await Database.ReadAsync(db => db.FormerActors.Select(actor => actor.Id).ToListAsync()));
    }

    [Fact]
    public async Task PersonRemoved_TheirPagesAskOnceMore_IsALineWithTheirName()
    {
        var luis = await Callers.PersonAsync("Luis Ferreira", InstanceRole.Member);
        await Database.Get<MemberStore>().RemoveAsync(owner, luis.UserId, None);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<SecretList>().ReadAsync(luis, "bot", new SecretQuery(), None));

        var line = AuditBody.Read((await AuditAsync())[^1].Body)!;
        Assert.Equal((AuditAction.AccessRefused, luis.UserId, "Luis Ferreira"), (line.Line.Action, line.Actor.Id!.Value, line.Actor.Name));
        // a person whose name is not known any more is shown by id, not as a link without words
        Assert.NotEqual("", AuditItems.Shown(line with { Actor = line.Actor with { Name = "" } }, await Database.ReadAsync(db => PersonLabels.ReadAsync(db, None))).Who);
    }

    [Fact]
    public async Task ProjectDeleted_WhatItHad_IsALineEach()
    {
        var editor = await Callers.EditorOfAsync("bot");
        await Given.SecretAsync(manager, "SECOND", ("production", "x"));
        await Given.SecretAsync(manager, "FIRST", ("production", "x"));
        await Given.TokenAsync(manager, "bot", "web", "production");
        var expired = await Given.TokenAsync(manager, "bot", "expired", "production");
        await Database.Gate.WriteAsync(db => db.ServiceTokens.Where(token => token.Id == expired.Token.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.ExpiresAt, Time.Now)), None);
        var before = (await AuditAsync()).Count;

        Assert.True((await Database.Get<ProjectStore>().DeleteAsync(manager, "bot", "bot", None)).IsDone);

        var lines = (await AuditAsync()).Skip(before).Select(AuditJson.Of).ToList();
        Assert.Equal(
        [
            ("secret.deleted", "FIRST", "project_deleted"), ("secret.deleted", "SECOND", "project_deleted"), ("token.revoked", "web", "project_deleted"),
            ("member.removed", "Adam Admin", "project_deleted"), ("member.removed", "Editor Person", "project_deleted"), ("project.deleted", "bot", null),
        ], lines.Select(line => (line.Text("action"), line.Text("target_name"), line.Text("reason"))));
        Assert.All(lines, line => Assert.Equal(("bot", manager.UserId.ToString()), (line.Text("project_name"), line.Text("actor.id"))));
        Assert.Contains(lines, line => line.Text("target") == editor.UserId.ToString());
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
    }

    [Fact]
    public async Task PersonRemoved_WhatTheyDid_GoesOnNamingThem()
    {
        var luis = await Callers.PersonAsync("Luis Ferreira", InstanceRole.Member);
        await Callers.JoinAsync(luis, "bot", ProjectRole.Manager);
        await Given.SecretAsync(luis, "API_KEY", ("production", "x"));
        await Given.TokenAsync(luis, "bot", "web", "production");

        await Database.Get<MemberStore>().RemoveAsync(owner, luis.UserId, None);

        var item = Assert.Single((await Database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery(), None)).Items);
        Assert.Equal(("Luis Ferreira (left)", "Luis Ferreira (left)"), (item.CreatedBy, item.UpdatedBy));
        Assert.Equal("Luis Ferreira (left)", Assert.Single((await Database.Get<TokenStore>().ListAsync(manager, "bot", None)).Tokens).CreatedBy);
        using var draft = Given.Draft("API_KEY", ("production", "y"));
        draft.Revision = item.Revision - 1;
        Assert.Contains("Luis Ferreira (left)", (await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await Database.Get<ProjectMemberStore>().ListAsync(manager, "bot", None)).Members, member => member.Id == luis.UserId);
    }

    [Fact]
    public async Task TokenGoneWithItsEnvironment_WhatItDid_GoesOnNamingIt()
    {
        var writer = await Given.TokenAsync(manager, "bot", "deploy", "production");
        await Given.SecretAsync(manager, "API_KEY", ("production", "x"), ("staging", "x"));
        using var draft = Given.Draft("API_KEY", ("production", "y"));
        Assert.True((await Database.Get<TokenSecretStore>().SetAsync(writer, draft, null, None)).Save.IsSaved);
        Assert.Equal("token deploy", await UpdatedByAsync());

        var production = (await Database.Get<ProjectStore>().GetAsync(manager, "bot", None)).Environments.Single(each => each.Slug == "production");
        Assert.True((await Database.Get<EnvironmentStore>().RemoveAsync(manager, "bot", production.Id, null, None)).IsDone);

        Assert.Equal("token deploy (removed)", await UpdatedByAsync());
        Assert.Contains((await AuditAsync()).Select(AuditJson.Of), line => (line.Text("action"), line.Text("target_name")) == ("token.revoked", "deploy"));

        async Task<string> UpdatedByAsync() => (await Database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery(), None)).Items.Single().UpdatedBy;
    }
}
