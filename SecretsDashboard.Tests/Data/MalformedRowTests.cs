using System.Net;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Audit;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>One row with a cell that is no time, no id or no address takes nothing but itself down.</summary>
public sealed class MalformedRowTests : DatabaseTest
{
    [Fact]
    public async Task Audit_OneTimeIsNone_IsNamedAndAllElseIsReadExportedAndVerifiedUpToIt()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "FIRST", ("development", "one"));
        await Given.SecretAsync(manager, "SECOND", ("development", "two"));
        await Given.SecretAsync(manager, "THIRD", ("development", "three"));
        var bad = (await AuditAsync()).Single(entry => entry.TargetName == "SECOND").Seq;
        await Database.TamperAsync("UPDATE Audit SET Time = 'zzz' WHERE Seq = $seq", ("$seq", bad));

        var (verified, fault) = await Database.Get<AuditVerifier>().VerifyAsync(None);
        var page = await Database.Get<AuditReader>().ReadAsync(manager, Given.Project, new AuditQuery(), None);
        var exported = new List<string?>();
        await foreach (var piece in Database.Get<AuditReader>().ExportAsync(manager, Given.Project, new AuditQuery(), None))
        {
            exported.AddRange(piece.Select(each => each.Row.TargetName));
        }

        Assert.Equal((bad - 1, $"entry {bad} was altered"), (verified, fault));
        Assert.Subset(page.Items.Select(item => item.Fact("Target")).ToHashSet(), new HashSet<string> { "FIRST", "SECOND", "THIRD" });
        Assert.Subset(exported.ToHashSet(), new HashSet<string?> { "FIRST", "SECOND", "THIRD" });
        Assert.False(Database.Get<IntegrityCondition>().IsIntact);
    }

    [Theory]
    [InlineData("Addresses = 'nowhere'")]
    [InlineData("ExpiresAt = 'zzz'")]
    [InlineData("EnvironmentId = 'zzz'")]
    [InlineData("Id = 'zzz'")]
    public async Task Start_OneTokenIsMalformed_OnlyThatOneIsDead(string change)
    {
        using var folder = new ServerFolder();
        string bad, good;
        await using (var first = await FirstProject.MakeAsync(folder, "bot"))
        {
            bad = await first.MintAsync("development", "bad");
            good = await first.MintAsync("development", "good");
            first.Visitor.Dispose();
        }
        await TamperAsync(folder, $"PRAGMA foreign_keys=OFF; UPDATE ServiceTokens SET {change} WHERE Name = 'bad'");

        await using var server = await ServerProcess.StartAsync(folder);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK], new[] { await AskAsync(server, bad), await AskAsync(server, good) });
    }

    [Fact]
    public async Task Session_ItsTimeIsNone_HasEndedAndOthersGoOn()
    {
        var bad = await Callers.MemberAsync();
        var good = await Callers.OwnerAsync();
        await Database.TamperAsync("UPDATE Sessions SET LastSeenAt = 'zzz' WHERE UserId = $user COLLATE NOCASE", ("$user", bad.UserId.ToString()));

        Assert.False(await Database.Get<LiveSessions>().IsLiveAsync(bad.UserId, bad.SessionId, None));
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(good.UserId, good.SessionId, None));
    }

    [Fact]
    public async Task People_OneTimeIsNone_AreListed()
    {
        var member = await Callers.MemberAsync();
        var owner = await Callers.OwnerAsync();
        Assert.Equal(1, await Database.TamperAsync("UPDATE People SET CreatedAt = 'zzz' WHERE Id = $user COLLATE NOCASE", ("$user", member.UserId.ToString())));

        Assert.Equal(2, (await Database.Get<MemberStore>().ListAsync(owner, None)).People.Count);
    }

    [Fact]
    public async Task Start_DamagedPageUnderTokens_IsRefusedWithFourInOneLine()
    {
        using var folder = new ServerFolder();
        await using (var first = await FirstProject.MakeAsync(folder, "bot"))
        {
            await first.MintAsync("development", "web");
            first.Visitor.Dispose();
        }
        await DamagedFile.OverwriteAsync(folder.Database, "ServiceTokens");
        await using var server = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, ["--Urls=http://127.0.0.1:0", .. folder.Settings]);

        Assert.Equal(4, await server.ExitCodeAsync());
        Assert.Contains("damaged", server.Errors, StringComparison.Ordinal);
        Assert.Single(server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task TamperAsync(ServerFolder folder, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // written in the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static async Task<HttpStatusCode> AskAsync(ServerProcess server, string token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await http.GetAsync("/api/v1/secrets");
        return answer.StatusCode;
    }
}
