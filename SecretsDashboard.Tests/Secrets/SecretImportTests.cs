using System.Text;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What an import of a .env file stores, and that its preview says so beforehand and stores nothing.</summary>
public sealed class SecretImportTests : DatabaseTest
{
    private Caller manager = default!;

    private SecretStore Store => Database.Get<SecretStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task ImportAsync_NewNames_AreStoredWithALineOfTheAuditLogEach()
    {
        var outcome = await ImportAsync("API_KEY=one\nexport DB_PASSWORD=\"two\\nlines\"\n", "development", "staging");

        Assert.Equal(("saved", "Imported 2 secrets: 2 new"), (outcome.Outcome, outcome.Text));
        Assert.Equal("one", await ValueAsync("API_KEY", "development"));
        Assert.Equal("two\nlines", await ValueAsync("DB_PASSWORD", "staging"));
        Assert.Equal(4, await Database.ReadAsync(db => db.SecretValues.CountAsync()));
        var secret = await Given.SecretAsync("DB_PASSWORD");
        Assert.Equal((SecretType.Password, 1, false, manager.UserId), (secret.Type, secret.Revision, secret.SameEverywhere, secret.CreatedBy));
        var lines = (await AuditAsync()).TakeLast(2).Select(AuditJson.Of).ToList();
        Assert.Equal(["secret.added", "secret.added"], lines.Select(line => line.Text("action")));
        Assert.All(lines, line => Assert.Equal(["development", "staging"], line.Environments()));
    }

    [Fact]
    public async Task ImportAsync_SomeOfEach_StoresWhatThePreviewSaid()
    {
        await Given.SecretAsync(manager, "SAME", ("development", "one"));
        await Given.SecretAsync(manager, "OTHER", ("development", "one"), ("production", "stays"));
        const string File = "SAME=one\nOTHER=two\nNEW=three\nPATH=/tmp\n";

        var plan = (await PreviewAsync(File, "development")).Plan!;
        var outcome = await ImportAsync(File, "development");

        Assert.Equal([(1, "SAME", "Unchanged"), (2, "OTHER", "Changed"), (3, "NEW", "New"), (4, "PATH", "Refused")], plan.Lines.Select(line => (line.Line, line.Key!, line.State)));
        Assert.Equal("1 new, 1 changed, 1 unchanged, 1 refused", plan.Counts);
        Assert.Equal("2 secrets will be stored, 1 left out", plan.Consequence);
        Assert.Equal("Imported 2 secrets: 1 new, 1 changed, 1 left out", outcome.Text);
        Assert.Equal(("two", "stays"), (await ValueAsync("OTHER", "development"), await ValueAsync("OTHER", "production")));
        Assert.Equal(["secret.changed", "secret.added"], (await AuditAsync()).TakeLast(2).Select(entry => entry.Action));
        Assert.Equal((2, 1), ((await Given.SecretAsync("OTHER")).Revision, (await Given.SecretAsync("SAME")).Revision));
    }

    [Theory]
    [InlineData("New", "NEW=one", "development", "staging")]
    [InlineData("Changed", "A=one", "development", "staging")]
    [InlineData("Changed", "A=one", "staging", "production")]
    [InlineData("Unchanged", "A=one", "development")]
    [InlineData("Unchanged", "B=one", "development", "staging", "production")]
    [InlineData("Changed", "B=two", "production")]
    public async Task PreviewAsync_SeveralEnvironments_IsUnchangedWhereAllHaveTheValue(string state, string file, params string[] environments)
    {
        await Given.SecretAsync(manager, "A", ("development", "one"), ("staging", "other"));
        await Given.SecretAsync(manager, "B", ("development", "one"), ("staging", "one"), ("production", "one"));

        Assert.Equal(state, Assert.Single((await PreviewAsync(file, environments)).Plan!.Lines).State);
    }

    [Fact]
    public async Task ImportAsync_ValueInOneEnvironmentAlready_ChangesTheOtherAlone()
    {
        await Given.SecretAsync(manager, "A", ("development", "one"));

        await ImportAsync("A=one", "development", "staging");

        Assert.Equal(["staging"], (await LastAuditAsync()).Environments());
        Assert.Equal([("development", 1L), ("staging", 1L)], (await StoredValues.OpenAllAsync(Database.Services, "bot")).Select(each => (each.Environment, each.Version)).Order());
    }

    [Fact]
    public async Task ImportAsync_AfterARemoval_GoesOnCountingVersions()
    {
        await Given.SecretAsync(manager, "A", ("development", "one"), ("staging", "one"));
        using (var draft = Given.Draft("A"))
        {
            draft.Remove.Add("staging");
            await Store.ChangeAsync(manager, "bot", draft, None);
        }

        await ImportAsync("A=two", "development", "staging");

        Assert.Equal([("development", 2L), ("staging", 2L)],
            (await StoredValues.OpenAllAsync(Database.Services, "bot")).Where(each => each.IsCurrent).Select(each => (each.Environment, each.Version)).Order());
    }

    [Fact]
    public async Task ImportAsync_EveryEnvironment_IsOneValueForAllInTheNextEdit()
    {
        await ImportAsync("A=one", "production", "staging", "development");

        Assert.True((await Given.SecretAsync("A")).SameEverywhere);
        Assert.Equal(["development", "staging", "production"], (await LastAuditAsync()).Environments());
    }

    [Fact]
    public async Task ImportAsync_NothingDiffers_StoresNothing()
    {
        await ImportAsync("A=one\nB=two", "development");
        var entries = (await AuditAsync()).Count;

        var outcome = await ImportAsync("B=two\nA=one\nPATH=x", "development");

        Assert.Equal(("unchanged", "No changes to save"), (outcome.Outcome, outcome.Text));
        Assert.Equal("No changes to save", (await PreviewAsync("A=one", "development")).Plan!.Consequence);
        // nothing but that it was told
        Assert.Equal([("secret.checked", "matched", 2), ("secret.checked", "matched", 1)], (await AuditAsync()).Skip(entries).Select(AuditJson.Of)
            .Select(line => (line.Text("action"), line.Text("outcome"), line.GetProperty("names").GetInt32())));
    }

    [Fact]
    public async Task ImportAsync_StateChangedSinceThePreview_SaysWhatItDid()
    {
        Assert.Equal("2 new", (await PreviewAsync("A=one\nB=two", "development")).Plan!.Counts);
        await Given.SecretAsync(manager, "A", ("development", "other"));

        Assert.Equal("Imported 2 secrets: 1 new, 1 changed", (await ImportAsync("A=one\nB=two", "development")).Text);
    }

    [Fact]
    public async Task ImportAsync_OtherVersionsThanThePreviewShowed_StoresNothingAndPlansAnew()
    {
        var basis = (await PreviewAsync("A=one\nB=two", "development")).Plan!.Basis;
        Assert.Equal(basis, (await RunAsync(Store.OutlineAsync, "B=2\nA=1", "development")).Plan!.Basis);
        await Given.SecretAsync(manager, "A", ("development", "theirs"));

        var outcome = await RunAsync(Over(basis), "A=one\nB=two", "development");

        Assert.Equal(("planned", "Secrets of this file changed since the preview, so nothing was stored. Look at it again, then import."), (outcome.Outcome, outcome.Text));
        Assert.Equal([("A", "Replaces", "version 1"), ("B", "New", null)], outcome.Plan!.Lines.Select(line => (line.Key!, line.State, line.Reason)));
        Assert.Equal("theirs", await ValueAsync("A", "development"));
        Assert.Equal("Imported 2 secrets: 1 new, 1 changed", (await RunAsync(Over(outcome.Plan.Basis), "A=one\nB=two", "development")).Text);

        Func<Caller, string, DotEnv, IReadOnlyCollection<string>, CancellationToken, Task<SaveOutcome>> Over(string seen) =>
            (caller, project, file, environments, cancellationToken) => Store.ImportAsync(caller, project, file, environments, seen, cancellationToken);
    }

    [Fact]
    public async Task OutlineAsync_SomeOfEach_TellsFromTheNamesAlone()
    {
        await Given.SecretAsync(manager, "SAME", ("development", "one"), ("production", "one"));
        await ImportAsync("SAME=two", "production");
        await Given.SecretAsync(manager, "ELSEWHERE", ("staging", "one"));
        var entries = (await AuditAsync()).Count;

        var plan = (await RunAsync(Store.OutlineAsync, "SAME=one\nELSEWHERE=one\nNEW=one\nPATH=x", "development", "production")).Plan!;

        Assert.Equal([("SAME", "Replaces", "version 1 in Development, version 2 in Production"), ("ELSEWHERE", "Changed", null), ("NEW", "New", null)],
            plan.Lines.Take(3).Select(line => (line.Key!, line.State, line.Reason)));
        Assert.Equal(("1 new, 1 changed, 1 replaced, 1 refused", "3 secrets will be stored, 1 left out"), (plan.Counts, plan.Consequence));
        Assert.Equal(entries, (await AuditAsync()).Count);
    }

    [Fact]
    public async Task ImportAsync_ManyNames_RaisesEachRevisionOnce()
    {
        var before = await RevisionsAsync();

        await ImportAsync("A=1\nB=2\nC=3", "development", "production");

        var after = await RevisionsAsync();
        Assert.Equal([1, 0, 1], after.Zip(before).Select(pair => pair.First - pair.Second));
    }

    [Fact]
    public async Task ImportAsync_ProjectThatShowsEnds_KeepsThemSealed()
    {
        await Database.Get<SecretsDashboard.Projects.ProjectStore>().ChangeAsync(manager, "bot", "Bot", false, showEnds: true, None);

        await ImportAsync("A=sk-proj-aaaaaaaaaaxyz789", "development");

        Assert.NotNull(await Database.ReadAsync(db => db.SecretValues.Select(value => value.SealedMask).SingleAsync()));
    }

    [Fact]
    public async Task ImportAsync_TwoThousandNames_IsOneSaveOfAFewSeconds()
    {
        var file = string.Concat(Enumerable.Range(0, 2_000).Select(number => $"KEY_{number}=value {number}\n"));
        await ImportAsync("KEY_7=other", "development");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var outcome = await ImportAsync(file, "development");

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}");
        Assert.Equal("Imported 2,000 secrets: 1,999 new, 1 changed", outcome.Text);
        Assert.Equal(2_000, await Database.ReadAsync(db => db.Audit.CountAsync(entry => entry.Action == "secret.added")));
        Assert.Equal("value 1999", await ValueAsync("KEY_1999", "development"));
        Assert.Equal("2,000 unchanged", (await PreviewAsync(file, "development")).Plan!.Counts);
    }

    [Fact]
    public async Task ImportAsync_CommentAboveAName_DescribesItWhereNothingDoes()
    {
        await Given.SecretAsync(manager, "BARE", ("development", "one"));
        await Given.SecretAsync(manager, "DESCRIBED", ("development", "one"));
        await Database.Gate.WriteAsync(db => db.Secrets.Where(secret => secret.Key == "DESCRIBED").ExecuteUpdateAsync(set => set.SetProperty(secret => secret.Description, "stays")), CancellationToken.None);
        using var file = ImportFile.Parse("# of the new one\nNEW=1\n# of the bare one\nBARE=2\n# of the other\nDESCRIBED=3\nMIIEowIBAAKCAQEAu1SU1L\n# \u202Eturns\nTURNED=4\n"u8, takesComments: true);

        var plan = (await Store.OutlineAsync(manager, "bot", file, ["development"], CancellationToken.None)).Plan!;
        var outcome = await Store.ImportAsync(manager, "bot", file, ["development"], plan.Basis, CancellationToken.None);

        Assert.Equal([(2, "NEW", "Described as “of the new one”"), (4, "BARE", "Described as “of the bare one”"), (6, "DESCRIBED", null), (7, null, null), (9, "TURNED", null)], plan.Lines.Select(line => (line.Line, line.Key, line.Note)));
        Assert.Equal(["Refused", "Refused"], plan.Lines.Where(line => line.Line is 6 or 7).Select(line => line.State));
        Assert.Equal("Imported 3 secrets: 2 new, 1 replaced, 2 left out", outcome.Text?.Replace("1 changed", "1 replaced", StringComparison.Ordinal));
        Assert.Equal(["BARE of the bare one", "DESCRIBED stays", "NEW of the new one", "TURNED "], await Database.ReadAsync(db => db.Secrets.OrderBy(secret => secret.Key).Select(secret => secret.Key + " " + secret.Description).ToListAsync()));
        Assert.Equal("one", await ValueAsync("DESCRIBED", "development"));
    }

    private Task<SaveOutcome> PreviewAsync(string file, params string[] environments) => RunAsync(Store.PreviewAsync, file, environments);

    private Task<SaveOutcome> ImportAsync(string file, params string[] environments) => RunAsync((caller, project, parsed, slugs, cancellationToken) => Store.ImportAsync(caller, project, parsed, slugs, null, cancellationToken), file, environments);

    private async Task<SaveOutcome> RunAsync(Func<Caller, string, DotEnv, IReadOnlyCollection<string>, CancellationToken, Task<SaveOutcome>> run, string file, params string[] environments)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file));
        return await run(manager, "bot", parsed, environments, None);
    }

    private async Task<string> ValueAsync(string key, string environment) => Encoding.UTF8.GetString(await StoredValues.OpenAsync(Database.Services, "bot", key, environment));

    private Task<List<long>> RevisionsAsync() => Database.ReadAsync(db => db.Environments.OrderBy(row => row.Position).Select(row => row.Revision).ToListAsync());
}
