using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Audit;

/// <summary>Each delivery that holds something of the organization's is a line of its log too, with the token and the project that received it.</summary>
public sealed class SharedLogTests : DatabaseTest
{
    private const string Shared = ProjectAddress.Shared;

    private Caller owner = null!;
    private Caller manager = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretInAsync(owner, Shared, "SMTP", ("production", "x"));
        await Given.SecretInAsync(manager, "bot", "OWN", ("production", "x"));
    }

    [Fact]
    public async Task Delivered_WithSharedOnes_IsInBothLogs()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        await DeliverAsync(web, null);
        await DeliverAsync(web, "SMTP");
        await DeliverAsync(web, "OWN");

        Assert.Equal(["OWN", "SMTP", ""], (await DeliveriesAsync(manager, "bot")).Select(line => line.TargetName ?? ""));
        var lines = await DeliveriesAsync(owner, Shared);
        Assert.Equal(["SMTP", ""], lines.Select(line => line.TargetName ?? ""));
        Assert.All(lines, line => Assert.Equal(("shared", "bot", web.Token.ProjectId), (line.ProjectName, line.ReceiverName, line.ReceiverId!.Value)));
        Assert.All(lines, line => Assert.Equal(["production"], line.Environments));
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);

        // the page names both, and its filter knows the token
        var page = await Database.Get<AuditReader>().ReadAsync(owner, Shared, new AuditQuery { Actor = web.Token.Id }, None);
        Assert.Equal([("web", "received SMTP in Production, for bot"), ("web", "received shared secrets in Production, for bot")], page.Items.Select(item => (item.Who, item.Text())));
        Assert.Contains(await Database.Get<AuditReader>().ListActorsAsync(owner, Shared, None), actor => actor is { Name: "web", IsToken: true });
    }

    [Fact]
    public async Task DeliveredAgain_WithSharedOnes_IsCountedInBothLogs()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await DeliverAsync(web, null);
        }
        await Database.Get<Tallies>().StopAsync(None);

        Assert.Equal(4, Told(await DeliveriesAsync(manager, "bot")));
        Assert.Equal(4, Told(await DeliveriesAsync(owner, Shared)));

        static long Told(List<AuditLine> lines) => lines.Sum(line => line.Reads?.Count ?? 1);
    }

    [Theory]
    [InlineData("nothing is shared there")]
    [InlineData("an own one stands over it")]
    [InlineData("the project is not on the list")]
    [InlineData("it is a personal token")]
    public async Task Delivered_WithoutSharedOnes_IsNotInTheOrganizationsLog(string why)
    {
        var (project, environment) = why switch { "nothing is shared there" => ("bot", "staging"), "it is a personal token" => (ProjectAddress.Personal, "production"), _ => ("bot", "production") };
        if (why == "an own one stands over it")
        {
            await Given.SecretInAsync(manager, "bot", "SMTP", ("production", "own"));
        }
        if (why == "the project is not on the list")
        {
            await Database.Get<SharingStore>().ChooseAsync(owner, null, false, [], None);
        }
        await DeliverAsync(await Given.TokenAsync(manager, project, "web", environment), null);

        Assert.Single(await DeliveriesAsync(manager, project));
        Assert.Empty(await DeliveriesAsync(owner, Shared));
    }

    [Fact]
    public async Task Delivered_ToTheOrganizationsOwnToken_IsOneLine()
    {
        await DeliverAsync(await Given.TokenAsync(owner, Shared, "relay", "production"), null);

        Assert.Null(Assert.Single(await DeliveriesAsync(owner, Shared)).ReceiverId);
        Assert.Single(await AuditAsync(), entry => entry.Action == AuditAction.SecretsDelivered);
    }

    private async Task DeliverAsync(TokenCaller token, string? key)
    {
        var resolver = Database.Get<SecretResolver>();
        var environment = await resolver.FindAsync(token, None);
        await (key is null ? resolver.RecordAsync(token, environment) : resolver.RecordAsync(token, environment, key));
    }

    // the newest first
    private async Task<List<AuditLine>> DeliveriesAsync(Caller caller, string project)
    {
        List<AuditLine> lines = [];
        await foreach (var rows in Database.Get<AuditReader>().ExportAsync(caller, project, new AuditQuery(), None))
        {
            lines.AddRange(rows.Select(row => row.Shown!.Line).Where(line => line.Action is AuditAction.SecretsDelivered or AuditAction.SecretsDeliveredAgain));
        }
        return lines;
    }
}
