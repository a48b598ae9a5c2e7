using System.Text;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The same value again is found by opening what is stored: what was altered past the program is another value.</summary>
public sealed class ValueComparisonTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "the value"), ("production", "the value"));
    }

    [Theory]
    [InlineData("the value", true)]
    [InlineData("the valuf", false)]
    [InlineData("the value ", false)]
    [InlineData("The value", false)]
    [InlineData("t", false)]
    public async Task Change_Value_IsNoChangeWhereItIsTheSameToTheByte(string value, bool isSame)
    {
        using var draft = Given.Draft("API_KEY", ("development", value));

        Assert.Equal(isSame ? "unchanged" : "saved", (await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).Outcome);
    }

    [Fact]
    public async Task Change_ValuesAtTheStepsOfPadding_AreToldApart()
    {
        foreach (var length in (int[])[1, 61, 62, 63, 1_021, 1_022, 1_023, 65_535, 65_536])
        {
            // one is told so often a minute
            Time.Advance(TimeSpan.FromMinutes(1));
            await SaveAsync(new string('x', length), "saved");
            await SaveAsync(new string('x', length), "unchanged");
            await SaveAsync(new string('x', length - 1) + 'y', "saved");
        }

        async Task SaveAsync(string value, string outcome)
        {
            using var draft = Given.Draft("API_KEY", ("development", value));
            Assert.Equal(outcome, (await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).Outcome);
        }
    }

    [Theory]
    [InlineData("UPDATE SecretValues SET Sealed = substr(Sealed, 1, 60) || x'00' || substr(Sealed, 62)")]
    [InlineData("UPDATE SecretValues SET Sealed = zeroblob(length(Sealed))")]
    [InlineData("UPDATE SecretValues SET Sealed = (SELECT Sealed FROM SecretValues AS other WHERE other.EnvironmentId <> SecretValues.EnvironmentId) WHERE EnvironmentId = (SELECT Id FROM Environments WHERE Slug = 'development')")]
    public async Task Change_StoredValueDoesNotOpen_IsAnotherValueAndReplacesIt(string tampering)
    {
        await Database.TamperAsync(tampering);
        using var draft = Given.Draft("API_KEY", ("development", "the value"));

        Assert.True((await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).IsSaved);

        Assert.Equal("the value", Encoding.UTF8.GetString(await StoredCurrentAsync()));
    }

    [Fact]
    public async Task Change_StoredValueDoesNotOpen_IsReportedByName()
    {
        await Database.TamperAsync("UPDATE SecretValues SET Sealed = zeroblob(length(Sealed))");

        await ChangeAsync("the value");

        // the line follows when the save lets it
        for (var tries = 0; tries < 100 && (await AuditAsync()).All(entry => entry.Action != AuditAction.IntegrityFailed); tries++)
        {
            await Task.Delay(50);
        }
        var line = AuditJson.Of(Assert.Single(await AuditAsync(), entry => entry.Action == AuditAction.IntegrityFailed));
        Assert.Equal(("failed", "API_KEY", "bot"), (line.Text("outcome"), line.Text("target_name"), line.Text("project_name")));
        Assert.Equal(["development"], line.Environments());
    }

    [Fact]
    public async Task Preview_StoredValueDoesNotOpen_IsChanged()
    {
        await Database.TamperAsync("UPDATE SecretValues SET Sealed = zeroblob(length(Sealed))");
        using var file = DotEnv.Parse("API_KEY=the value"u8);

        Assert.Equal(ImportLine.Changed, Assert.Single((await Database.Get<SecretStore>().PreviewAsync(manager, "bot", file, ["development"], None)).Plan!.Lines).State);
    }

    [Fact]
    public async Task Change_CurrentSetBackByOneRow_StoresTheNewerValueAgain()
    {
        await ChangeAsync("newer");
        await Database.TamperAsync("UPDATE SecretValues SET IsCurrent = 0 WHERE EnvironmentId = (SELECT Id FROM Environments WHERE Slug = 'development')");
        await Database.TamperAsync("UPDATE SecretValues SET IsCurrent = 1 WHERE Version = 1 AND EnvironmentId = (SELECT Id FROM Environments WHERE Slug = 'development')");

        Assert.Equal("saved", await ChangeAsync("newer"));

        Assert.Equal("newer", Encoding.UTF8.GetString(await StoredCurrentAsync()));
    }

    private async Task<string> ChangeAsync(string value)
    {
        using var draft = Given.Draft("API_KEY", ("development", value));
        return (await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None)).Outcome;
    }

    private async Task<byte[]> StoredCurrentAsync()
    {
        var seal = await Database.ReadAsync(async db => await Database.Get<SecretsDashboard.Encryption.ProjectKeys>().SealOfAsync(db, (await db.Projects.SingleAsync(row => row.Slug == "bot")).Id, None));
        var row = await Database.ReadAsync(db => db.SecretValues.SingleAsync(value => value.IsCurrent && db.Environments.Any(each => each.Id == value.EnvironmentId && each.Slug == "development")));
        using var opened = seal.Open(row.EnvironmentId, row.SecretId, row.Version, "API_KEY", row.Sealed);
        return opened.ReadOnlySpan.ToArray();
    }
}
