extern alias cli;
using System.Text.Json;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>A record's text ends up in logs and messages: none prints a token, a proof, a code, a link, a password or a piece of a value.</summary>
public sealed class RecordTests
{
    // names and words that stand on pages and in the log as well
    private static readonly HashSet<string> Harmless =
    [
        "Act", "Action", "Address", "AskedFrom", "Basis", "By", "CreatedBy", "CreatedByEmail", "Description", "Detail", "Device", "Done", "Email", "Environment", "EnvironmentName", "Environments", "Fault", "Field", "From",
        "Hint", "Icon", "Id", "Key", "Kind", "Label", "LastUsedFrom", "Name", "Note", "Outcome", "Person", "Problem", "Project", "ProjectName", "PublicId", "Reason", "ReceiverName", "Repeats", "RequestId", "Rule",
        "Search", "Slug", "State", "StorageWarning", "Submit", "Target", "TargetEmail", "TargetName", "Text", "Title", "Type", "UpdatedBy", "UpdatedByEmail", "Verb", "Who", "WhoEmail", "Within",
        // a key's name; a slug; words of the API; a host name
        "AuditQuery.Secret", "SecretQuery.NotSetIn", "ApiProblem.Code", "ImportAnswer.Code", "ImportLine.Result", "PasskeyItem.Home",
        // a key's name; what a program calls itself; lines without the token
        "TokenReach.FirstKey", "Delivery.Program", "TokenCaller.Program", "TokenPlace.Lines",
        // words of ours for a filter
        "MemberGroup.Word",
        // the end of a sentence; networks a token may be used from
        "CheckLine.After", "CheckToken.Addresses", "CheckFacts.Addresses",
        // what to do; the name of a setting
        "HealthLine.Advice", "ServerLimit.Setting",
        // of synthetic data: good for nothing
        "DemoSecret.Pattern", "DemoToken.Network",
        // what a schema is made of
        "Made.Sql", "TableIndex.Columns", "TableReference.Source", "TableReference.OnDelete", "TableColumn.Table", "TableIndex.Table", "TableReference.Table",
    ];

    [Fact]
    public void Records_OfBothPrograms_PrintNothingThatIsSecret()
    {
        var records = typeof(Program).Assembly.GetTypes().Concat(typeof(cli::SecretsDashboard.Cli.ApiProblem).Assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("SecretsDashboard", StringComparison.Ordinal) == true && RecordText.IsRecord(type)).ToList();

        Assert.True(records.Count > 50, $"only {records.Count} records were found");
        var wrong = records.SelectMany(record => RecordText.Printed(record).Where(name => !Harmless.Contains(name)).Select(name => $"{record.Name}.{name}")).Where(name => !Harmless.Contains(name)).ToList();
        Assert.True(wrong.Count == 0, string.Join(", ", wrong));
    }

    [Theory]
    [InlineData(typeof(Spoken), new[] { "Bearer", "Body" })]
    [InlineData(typeof(SpokenStruct), new[] { "Password" })]
    [InlineData(typeof(Silent), new string[0])]
    public void Printed_Table(Type record, string[] names)
    {
        Assert.True(RecordText.IsRecord(record));
        Assert.Equal(names, RecordText.Printed(record));
    }

    private sealed record Spoken(string Bearer, IReadOnlyList<string> Names, JsonElement Body);

    private readonly record struct SpokenStruct(string Password);

    private sealed record Silent(string Bearer)
    {
        public override string ToString() => nameof(Silent);
    }
}
