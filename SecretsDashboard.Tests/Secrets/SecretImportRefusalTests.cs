using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What an import refuses: names, whole files, people, environments. It stores all of a save or nothing.</summary>
public sealed class SecretImportRefusalTests : DatabaseTest
{
    private Caller manager = default!;

    private SecretStore Store => Database.Get<SecretStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Theory]
    [InlineData("PATH=x", "PATH", "PATH is reserved: it changes how programs load or run")]
    [InlineData("ld_preload=x", "ld_preload", "Secret key may not contain “l”: each character is A to Z, 0 to 9 or _")]
    [InlineData("LD_PRELOAD=x", "LD_PRELOAD", "LD_PRELOAD is reserved: names that start with LD_ change how programs load or run")]
    [InlineData("EMPTY=", "EMPTY", "It has no value. Write one after its name, or leave the line out")]
    [InlineData("EMPTY=\"\"", "EMPTY", "It has no value. Write one after its name, or leave the line out")]
    [InlineData("SHELL_RUN=`id`", "SHELL_RUN", "Nothing is run here: write the value in '…' to keep ` and $( as they are, or write what the command would give")]
    [InlineData("hush_hush=x", "hush_hush", "Secret key may not contain “h”: each character is A to Z, 0 to 9 or _")]
    public async Task PreviewAsync_NameAgainstTheRules_IsRefusedWithTheReason(string file, string key, string reason)
    {
        var line = Assert.Single((await RunAsync(Store.PreviewAsync, manager, $"# first\n{file}")).Plan!.Lines);

        Assert.Equal((2, key, ImportLine.Refused, reason), (line.Line, line.Key, line.State, line.Reason));
    }

    [Fact]
    public async Task PreviewAsync_WhatOtherReadersReplace_IsTakenWithANote()
    {
        await Given.SecretAsync(manager, "OLD", ("development", "one"));

        var lines = (await RunAsync(Store.PreviewAsync, manager, "NEW=${HOST}/x\nOLD=\"${HOST}\"\n")).Plan!.Lines;

        Assert.Equal([(ImportLine.New, null), (ImportLine.Changed, "replaces version 1")], lines.Select(line => (line.State, line.Reason)));
        Assert.All(lines, line => Assert.Equal("${…} is kept as it is: nothing is put in its place", line.Note));
    }

    [Fact]
    public async Task ImportAsync_SeveralLinesAgainstTheGrammar_TellsThemAll()
    {
        var outcome = await RunAsync((caller, project, file, environments, cancellationToken) => Store.ImportAsync(caller, project, file, environments, null, cancellationToken), manager, "A=1\nnonsense\nB-C=2\n");

        Assert.Equal("Nothing of the file is imported.\nLine 2: a line is NAME=value, a comment that starts with #, or blank; a value of several lines stands in quotes."
            + "\nLine 3: a name consists of letters A to Z, digits and _.", Assert.Single(outcome.Messages).Text);
    }

    [Fact]
    public async Task ImportAsync_NoLineOfItKeepsTheGrammar_TellsTheFirst()
    {
        var outcome = await RunAsync(ImportAsync, manager, string.Concat(Enumerable.Repeat("nonsense\n", 9)));

        var told = Assert.Single(outcome.Messages).Text.Split('\n');
        Assert.Equal(["Nothing of the file is imported.", "Line 1", "Line 2", "Line 3", "6 more lines break a rule."], told.Select(line => line.Split(':')[0]));
    }

    [Fact]
    public async Task PreviewAsync_TailOfAValueThatRunsOverLines_IsNotShown()
    {
        var line = (await RunAsync(Store.PreviewAsync, manager, "A=aHVzaC1\nodXNoLWh1c2g=")).Plan!.Lines[1];

        Assert.Equal((null, ImportLine.Refused), (line.Key, line.State));
        Assert.DoesNotContain("odXNo", line.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task PreviewAsync_ProjectWithLowerCaseKeys_TakesThemAndRefusesTheOtherCase()
    {
        await Database.Get<SecretsDashboard.Projects.ProjectStore>().ChangeAsync(manager, "bot", "Bot", true, showEnds: false, None);
        await Given.SecretAsync(manager, "api_key", ("development", "one"));

        var lines = (await RunAsync(Store.PreviewAsync, manager, "database_url=x\nAPI_KEY=one\n")).Plan!.Lines;

        Assert.Equal(ImportLine.New, lines[0].State);
        Assert.Equal((ImportLine.Refused, "Secret key differs from api_key in upper and lower case alone"), (lines[1].State, lines[1].Reason));
    }

    [Fact]
    public async Task ImportAsync_LongestValue_IsTakenAndOneByteMoreLeftOut()
    {
        var outcome = await RunAsync(ImportAsync, manager, $"FITS={new string('x', 65_536)}\nLONG={new string('x', 65_537)}\n");

        Assert.Equal("Imported 1 secret: 1 new, 1 left out", outcome.Text);
        Assert.Equal(["FITS"], await KeysAsync());
    }

    [Fact]
    public async Task ImportAsync_OnlyRefusedNames_StoresNothing()
    {
        Assert.Equal(SaveOutcome.Unchanged, await RunAsync(ImportAsync, manager, "PATH=x\nEMPTY=\n"));
        await NothingStoredAsync();
    }

    [Theory]
    [InlineData("A=1\nB=\"never closed\n", "Nothing of the file is imported.\nLine 2: the quote \" that starts here is never closed: close it at the end of its value.")]
    [InlineData("A=1\na=2\n", "Nothing of the file is imported.\nLine 2: the same name stands in line 1 already")]
    [InlineData("A=1\nno line\n", "Nothing of the file is imported.\nLine 2: a line is NAME=value")]
    [InlineData("A=1\n\nB=\0\n", "Nothing of the file is imported.\nLine 3: a NUL byte may not stand in a .env file")]
    [InlineData("", "There is no line NAME=value in it")]
    [InlineData("# nothing\n", "There is no line NAME=value in it")]
    public async Task Run_FileAgainstTheGrammar_IsRefusedWhole(string file, string sentence)
    {
        foreach (var run in (Run[])[Store.OutlineAsync, Store.PreviewAsync, ImportAsync])
        {
            var message = Assert.Single((await RunAsync(run, manager, file)).Messages);
            Assert.Equal("text", message.Field);
            Assert.StartsWith(sentence, message.Text, StringComparison.Ordinal);
        }
        await NothingStoredAsync();
    }

    [Fact]
    public async Task Run_BytesThatAreNoUtf8_AreRefusedWhole()
    {
        using var file = DotEnv.Parse([.. "A=1\nB="u8, 0xC3, 0x28]);

        Assert.StartsWith("Nothing of the file is imported.\nLine 2: the file must be UTF-8 text", Assert.Single((await Store.ImportAsync(manager, "bot", file, ["development"], null, None)).Messages).Text, StringComparison.Ordinal);
        await NothingStoredAsync();
    }

    [Fact]
    public async Task Run_MoreNamesThanOneSaveTakes_AreRefusedWhole()
    {
        var outcome = await RunAsync(ImportAsync, manager, string.Concat(Enumerable.Range(0, 5_001).Select(number => $"K{number}=x\n")));

        Assert.Equal("Nothing of the file is imported.\nLine 5,001: a file has at most 5,000 names.", Assert.Single(outcome.Messages).Text);
        await NothingStoredAsync();
    }

    [Fact]
    public async Task Run_NoEnvironment_AsksForOne()
    {
        Assert.Equal("Choose at least one environment", Assert.Single((await RunAsync(ImportAsync, manager, "A=1", environments: [])).Messages).Text);
        await NothingStoredAsync();
    }

    [Fact]
    public async Task Run_ByAViewer_IsRefused() => await RefusedAsync(await Callers.ViewerOfAsync("bot"), "role_too_low");

    [Fact]
    public async Task Run_ByAnOwnerWhoIsNoMember_IsRefused() => await RefusedAsync(await Callers.OwnerAsync(), "not_a_member");

    [Fact]
    public async Task Run_UnknownProject_IsRefused() => await RefusedAsync(manager, "unknown_target", project: "nothing");

    [Fact]
    public async Task Run_UnknownEnvironment_IsRefused() => await RefusedAsync(manager, "unknown_target", environment: "nowhere");

    [Fact]
    public async Task Run_ProtectedEnvironmentByAnEditor_IsRefusedAsAWhole()
    {
        await Given.ProtectAsync("production");
        var editor = await Callers.EditorOfAsync("bot");

        await RefusedAsync(editor, "role_too_low", environment: "production");
        Assert.True((await RunAsync(ImportAsync, editor, "A=1")).IsSaved);
        Assert.True((await RunAsync(ImportAsync, manager, "A=1", environments: ["production"])).IsSaved);
    }

    [Fact]
    public async Task ImportAsync_DiskFull_StoresNoneOfIt()
    {
        await SetMostPagesAsync(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => RunAsync(ImportAsync, manager, string.Concat(Enumerable.Range(0, 200).Select(number => $"K{number}=x\n"))));

        await SetMostPagesAsync(1_000_000);
        await NothingStoredAsync();
    }

    private Task<SaveOutcome> ImportAsync(Caller caller, string project, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken) =>
        Store.ImportAsync(caller, project, file, environments, null, cancellationToken);

    private delegate Task<SaveOutcome> Run(Caller caller, string project, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken);

    private static async Task<SaveOutcome> RunAsync(Run run, Caller caller, string file, string project = "bot", string[]? environments = null)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file), SecretImport.MostNames);
        return await run(caller, project, parsed, environments ?? ["development"], None);
    }

    private async Task RefusedAsync(Caller caller, string reason, string project = "bot", string environment = "staging")
    {
        foreach (var run in (Run[])[Store.OutlineAsync, Store.PreviewAsync, ImportAsync])
        {
            var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => RunAsync(run, caller, "A=1", project, ["development", environment]));
            Assert.Equal(reason, denied.Reason);
            Assert.Equal("access.refused", (await LastAuditAsync()).Text("action"));
        }
        Assert.Empty(await KeysAsync());
    }

    private async Task NothingStoredAsync()
    {
        Assert.Empty(await KeysAsync());
        Assert.Equal("project.created", (await LastAuditAsync()).Text("action"));
    }

    private Task<List<string>> KeysAsync() => Database.ReadAsync(db => db.Secrets.Select(secret => secret.Key).ToListAsync());

    private Task<int> SetMostPagesAsync(int pages) =>
        Database.Gate.WriteAsync(db => db.Database.ExecuteSqlAsync(FormattableStringFactory.Create($"PRAGMA max_page_count={pages}")), None);
}
