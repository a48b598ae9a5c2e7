using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Guesses of stored values are told ten times a minute and sixty times an hour, each time on record; past that nothing depends on them.</summary>
public sealed class CheckBudgetTests : DatabaseTest
{
    private const string Right = "the right value";
    private const string Wrong = "the wrong value";

    private Caller manager = default!;
    private Caller editor = default!;

    private SecretStore Store => Database.Get<SecretStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", Right));
        editor = await Callers.EditorOfAsync("bot");
    }

    [Fact]
    public async Task Preview_SeventyInAMinute_AreToldTenTimes()
    {
        var answers = new List<string>();
        for (var guess = 0; guess < 70; guess++)
        {
            answers.Add(JsonSerializer.Serialize(await PreviewAsync(editor, guess % 2 == 0 ? Right : Wrong)));
        }

        Assert.Equal(10, answers.Count(answer => answer.Contains("Unchanged", StringComparison.Ordinal) || answer.Contains("\"Changed\"", StringComparison.Ordinal)));
        var last = Assert.Single(answers.Skip(10).Distinct());
        Assert.Contains("Replaces", last, StringComparison.Ordinal);
        Assert.Contains("version 1", last, StringComparison.Ordinal);
        Assert.Contains("1 replaced. Which of them have this value already is told 10 times a minute and 60 times an hour.", last, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 10).Select(guess => (guess % 2 == 0 ? "matched" : "not_matched", 1)), (await ChecksAsync()).Select(line => (line.Text("outcome")!, line.GetProperty("names").GetInt32())));
    }

    [Fact]
    public async Task Change_PastTheBudget_NothingTellsWhetherItIsTheSame()
    {
        await SpendAsync(10);
        var same = await TracesAsync(Right);
        var other = await TracesAsync(Wrong);
        var sameAgain = await TracesAsync(Wrong);

        Assert.Equal(other, same);
        Assert.Equal(other, sameAgain);
        Assert.Equal(10, (await ChecksAsync()).Count);

        // what the answer, the row, the log and the environments tell, each as its difference to before
        async Task<string> TracesAsync(string value)
        {
            var before = await StateAsync();
            Time.Advance(TimeSpan.FromSeconds(1));
            using var draft = Given.Draft("API_KEY", ("development", value));
            var outcome = await Store.ChangeAsync(editor, "bot", draft, None);
            var after = await StateAsync();
            var lines = (await AuditAsync()).Skip(before.Entries).Select(AuditJson.Of).Select(line => $"{line.Text("action")} {line.Text("outcome")} {line.Text("reason")} {string.Join(',', line.Environments())}");
            return JsonSerializer.Serialize(new
            {
                outcome,
                Lines = lines,
                Version = after.Version - before.Version,
                Revision = after.Revision - before.Revision,
                Environment = after.Environment - before.Environment,
                IsUpdated = after.UpdatedAt == Time.Now,
            });
        }
    }

    [Fact]
    public async Task Change_SeventyGuessesOfAnEditor_AreToldTenTimes()
    {
        var told = 0;
        for (var guess = 0; guess < 70; guess++)
        {
            told += await ChangeAsync(editor, Right) == "unchanged" ? 1 : 0;
        }

        Assert.Equal(10, told);
        Assert.Equal(61, await VersionAsync());
    }

    [Fact]
    public async Task Change_NothingGiven_IsStillNoChangePastTheBudget()
    {
        await SpendAsync(10);
        using var blank = Given.Draft("API_KEY");
        using var described = Given.Draft("API_KEY");
        described.Description = "new";
        using var elsewhere = Given.Draft("API_KEY", ("staging", Right));

        Assert.Equal(SaveOutcome.Unchanged, await Store.ChangeAsync(editor, "bot", blank, None));
        Assert.True((await Store.ChangeAsync(editor, "bot", described, None)).IsSaved);
        Assert.True((await Store.ChangeAsync(editor, "bot", elsewhere, None)).IsSaved);
        Assert.Equal(1, await VersionAsync());
        Assert.Equal(10, (await ChecksAsync()).Count);
    }

    [Fact]
    public async Task Change_WhereThereIsNoValue_IsNoCheck()
    {
        using var elsewhere = Given.Draft("API_KEY", ("staging", "one"));
        using var added = Given.Draft("NEW", ("staging", "one"));

        await Store.ChangeAsync(editor, "bot", elsewhere, None);
        await Store.AddAsync(editor, "bot", added, None);

        Assert.Empty(await ChecksAsync());
    }

    [Fact]
    public async Task Import_PastTheBudget_StoresWhateverIsGiven()
    {
        await SpendAsync(10);

        var outcome = await ImportAsync(editor, $"API_KEY={Right}\nNEW=one\nPATH=x");

        Assert.Equal("Imported 2 secrets: 1 new, 1 replaced, 1 left out", outcome.Text);
        Assert.Equal(2, await VersionAsync());
    }

    [Fact]
    public async Task Outline_AnyNumber_IsNoCheckAndTellsNothing()
    {
        var right = JsonSerializer.Serialize(await OutlineAsync(Right));

        Assert.Equal(right, JsonSerializer.Serialize(await OutlineAsync(Wrong)));
        Assert.DoesNotContain("nchanged", right, StringComparison.Ordinal);
        Assert.Empty(await ChecksAsync());
    }

    [Fact]
    public async Task Check_ElevenAtOnceFromThreeTabs_AreToldTenTimes()
    {
        var tabs = new[] { editor, await Callers.SessionAsync(editor.UserId), await Callers.SessionAsync(editor.UserId) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 11).Select(number => Task.Run(async () => number % 2 == 0
            ? (await PreviewAsync(tabs[number % 3], Right)).Plan!.Lines[0].State == ImportLine.Unchanged
            : (await ImportAsync(tabs[number % 3], $"API_KEY={Right}")).Outcome == "unchanged")));

        Assert.Equal(10, answers.Count(isTold => isTold));
        Assert.Equal(10, (await ChecksAsync()).Count);
    }

    [Fact]
    public async Task Check_OverSecretsAndProjects_IsOneBudgetForEachPerson()
    {
        var other = await Given.ProjectAsync("other", "Other");
        await Given.SecretInAsync(other, "other", "THEIRS", ("development", Right));
        await Callers.JoinAsync(editor, "other", SecretsDashboard.Data.ProjectRole.Editor);
        await SpendAsync(10);
        using var draft = Given.Draft("THEIRS", ("development", Right));

        Assert.True((await Store.ChangeAsync(editor, "other", draft, None)).IsSaved);
        Assert.Equal("unchanged", await ChangeAsync(manager, Right));
    }

    [Fact]
    public async Task Check_AfterAMinuteAndAfterAnHour_IsToldAgain()
    {
        for (var minute = 0; minute < 6; minute++)
        {
            await SpendAsync(10);
            Assert.Equal("Replaces", (await PreviewAsync(editor, Right)).Plan!.Lines[0].State);
            Time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal("Replaces", (await PreviewAsync(editor, Right)).Plan!.Lines[0].State);

        Time.Advance(TimeSpan.FromMinutes(55));
        editor = await Callers.SessionAsync(editor.UserId);

        Assert.Equal("Unchanged", (await PreviewAsync(editor, Right)).Plan!.Lines[0].State);
    }

    [Fact]
    public async Task Check_ServerRestarted_IsStillSpent()
    {
        using var folder = new TestFolder();
        Caller caller;
        await using (var first = await TestDatabase.StartAsync(folder))
        {
            var given = new Given(first, new TestCallers(first));
            caller = await given.ProjectAsync();
            await given.SecretAsync(caller, "API_KEY", ("development", Right));
            for (var check = 0; check < 10; check++)
            {
                using var draft = Given.Draft("API_KEY", ("development", Right));
                Assert.Equal(SaveOutcome.Unchanged, await first.Get<SecretStore>().ChangeAsync(caller, "bot", draft, None));
            }
        }

        await using var second = await TestDatabase.StartAsync(folder);

        using var again = Given.Draft("API_KEY", ("development", Right));
        Assert.True((await second.Get<SecretStore>().ChangeAsync(caller, "bot", again, None)).IsSaved);
    }

    private async Task SpendAsync(int checks)
    {
        for (var check = 0; check < checks; check++)
        {
            Assert.Equal("Unchanged", (await PreviewAsync(editor, Right)).Plan!.Lines[0].State);
        }
    }

    private async Task<string> ChangeAsync(Caller caller, string value)
    {
        using var draft = Given.Draft("API_KEY", ("development", value));
        return (await Store.ChangeAsync(caller, "bot", draft, None)).Outcome;
    }

    private Task<SaveOutcome> OutlineAsync(string value) => RunAsync(file => Store.OutlineAsync(editor, "bot", file, ["development"], None), $"API_KEY={value}");

    private static async Task<SaveOutcome> RunAsync(Func<DotEnv, Task<SaveOutcome>> run, string text)
    {
        using var file = DotEnv.Parse(Encoding.UTF8.GetBytes(text));
        return await run(file);
    }

    private Task<SaveOutcome> PreviewAsync(Caller caller, string value) => RunAsync(file => Store.PreviewAsync(caller, "bot", file, ["development"], None), $"API_KEY={value}");

    private Task<SaveOutcome> ImportAsync(Caller caller, string text) => RunAsync(file => Store.ImportAsync(caller, "bot", file, ["development"], null, None), text);

    private async Task<List<JsonElement>> ChecksAsync() => [.. (await AuditAsync()).Where(entry => entry.Action == AuditAction.SecretChecked).Select(AuditJson.Of)];

    private Task<long> VersionAsync() => Database.ReadAsync(db => db.SecretValues.Where(value => value.IsCurrent && db.Secrets.Any(secret => secret.Id == value.SecretId && secret.Key == "API_KEY") && db.Environments.Any(row => row.Id == value.EnvironmentId && row.Slug == "development")).Select(value => value.Version).SingleAsync());

    private async Task<(int Entries, long Version, long Revision, long Environment, DateTime UpdatedAt)> StateAsync()
    {
        var secret = await Given.SecretAsync("API_KEY");
        return ((await AuditAsync()).Count, await VersionAsync(), secret.Revision,
            await Database.ReadAsync(db => db.Environments.Where(row => row.Slug == "development").Select(row => row.Revision).SingleAsync()), secret.UpdatedAt);
    }
}
