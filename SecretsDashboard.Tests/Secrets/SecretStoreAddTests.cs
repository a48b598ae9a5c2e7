using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Adding a secret: all of it in one transaction, or a sentence that says why not.</summary>
public sealed class SecretStoreAddTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task AddAsync_OneValueEach_IsStoredAndRecordedWithoutAValue()
    {
        using var draft = Given.Draft("API_KEY", ("development", "hush-one"), ("production", "hush-two"));
        draft.Description = "  For the bot ";

        var outcome = await AddAsync(draft);

        Assert.Equal((SaveOutcome.SavedWord, "API_KEY created"), (outcome.Outcome, outcome.Text));
        var secret = await Given.SecretAsync("API_KEY");
        Assert.Equal(("For the bot", SecretType.ApiKey, 1, false, manager.UserId), (secret.Description, secret.Type, secret.Revision, secret.SameEverywhere, secret.CreatedBy));
        var values = await Database.ReadAsync(db => db.SecretValues.AsNoTracking().ToListAsync());
        Assert.Equal(2, values.Count);
        Assert.All(values, value => Assert.Equal((1, true, manager.UserId), (value.Version, value.IsCurrent, value.CreatedBy)));
        var line = await LastAuditAsync();
        Assert.Equal(("secret.added", "API_KEY", "bot"), (line.Text("action"), line.Text("target_name"), line.Text("project_name")));
        Assert.Equal(["development", "production"], line.Environments());
        Assert.DoesNotContain("hush", line.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_SameEverywhere_SetsEveryEnvironment()
    {
        using var draft = Given.DraftEverywhere("API_KEY", "hush");

        Assert.True((await AddAsync(draft)).IsSaved);

        Assert.Equal(3, await Database.ReadAsync(db => db.SecretValues.CountAsync(value => value.IsCurrent)));
        Assert.True((await Given.SecretAsync("API_KEY")).SameEverywhere);
        Assert.Equal(["development", "staging", "production"], (await LastAuditAsync()).Environments());
    }

    [Fact]
    public async Task AddAsync_SameEverywhere_IgnoresWhatStandsInSingleFields()
    {
        using var draft = Given.DraftEverywhere("API_KEY", "hush");
        draft.Values.Add("nowhere", Given.Value("stale"));

        Assert.True((await AddAsync(draft)).IsSaved);
    }

    [Theory]
    [InlineData("API_KEY")]
    [InlineData("api_key")]
    public async Task AddAsync_KeyIsThere_AnswersItsRevisionAndChangesNothing(string key)
    {
        await Database.Gate.WriteAsync(db => db.Projects.ExecuteUpdateAsync(set => set.SetProperty(row => row.AllowLowerCaseKeys, true)), None);
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        using (var change = Given.Draft("API_KEY", ("development", "two")))
        {
            await Database.Get<SecretStore>().ChangeAsync(manager, "bot", change, None);
        }
        var entries = (await AuditAsync()).Count;
        using var draft = Given.Draft(key, ("development", "three"));

        var outcome = await AddAsync(draft);

        Assert.Equal(("exists", 2), (outcome.Outcome, outcome.Revision));
        Assert.Equal([new FormMessage("key", "A secret with this key already exists")], outcome.Messages);
        Assert.Equal(entries, (await AuditAsync()).Count);
        Assert.Equal(1, await Database.ReadAsync(db => db.Secrets.CountAsync()));
    }

    [Fact]
    public async Task AddAsync_SameKeyInAnotherProject_IsAnotherSecret()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        var other = await Given.ProjectAsync("other", "Other");
        using var draft = Given.DraftEverywhere("API_KEY", "two");

        Assert.True((await Database.Get<SecretStore>().AddAsync(other, "other", draft, None)).IsSaved);
        Assert.Equal(2, await Database.ReadAsync(db => db.Secrets.CountAsync()));
    }

    [Fact]
    public async Task AddAsync_EverythingWrong_NamesEveryField()
    {
        using var draft = Given.DraftEverywhere("", null);
        draft.Description = new string('d', 1001);

        var outcome = await AddAsync(draft);

        Assert.Equal("invalid", outcome.Outcome);
        Assert.Equal(
            [new("key", "Secret key is required"), new("description", "Description is too long: at most 1,000 characters"), new("value", "Secret value is required")],
            outcome.Messages);
        await NothingStoredAsync();
    }

    [Fact]
    public async Task AddAsync_NoValueInAnyEnvironment_AsksForOneAtTheFirst()
    {
        using var draft = Given.Draft("API_KEY");

        Assert.Equal([new FormMessage("value:development", "Secret value is required")], (await AddAsync(draft)).Messages);
        await NothingStoredAsync();
    }

    [Fact]
    public async Task AddAsync_FormHadAProblem_IsNotStoredWithTheRest()
    {
        using var draft = Given.Draft("API_KEY", ("development", "one"));
        draft.Problems.Add(new FormMessage("value:production", "Secret value is too long: at most 65,536 bytes"));

        Assert.Equal(["value:production"], (await AddAsync(draft)).Messages.Select(message => message.Field));
        await NothingStoredAsync();
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("lower")]
    [InlineData("WITH SPACE")]
    public async Task AddAsync_BadKey_IsAMessageOfTheKeyField(string key)
    {
        using var draft = Given.DraftEverywhere(key, "one");

        Assert.Equal("key", Assert.Single((await AddAsync(draft)).Messages).Field);
        await NothingStoredAsync();
    }

    [Fact]
    public async Task AddAsync_TypeChosen_WinsOverTheGuess()
    {
        using var draft = Given.DraftEverywhere("API_KEY", "sk-000");
        draft.Type = SecretType.Other;

        await AddAsync(draft);

        Assert.Equal(SecretType.Other, (await Given.SecretAsync("API_KEY")).Type);
    }

    [Fact]
    public async Task AddAsync_TwentyTheSameAtOnce_StoresOne()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            using var draft = Given.DraftEverywhere("API_KEY", $"value {number}");
            return (await AddAsync(draft)).Outcome;
        })));

        Assert.Single(outcomes, outcome => outcome == SaveOutcome.SavedWord);
        Assert.Equal(19, outcomes.Count(outcome => outcome == "exists"));
        Assert.Equal(3, await Database.ReadAsync(db => db.SecretValues.CountAsync()));
    }

    private Task<SaveOutcome> AddAsync(SecretDraft draft) => Database.Get<SecretStore>().AddAsync(manager, "bot", draft, None);

    private async Task NothingStoredAsync()
    {
        Assert.Equal(0, await Database.ReadAsync(db => db.Secrets.CountAsync()));
        Assert.Equal("project.created", (await LastAuditAsync()).Text("action"));
    }
}
