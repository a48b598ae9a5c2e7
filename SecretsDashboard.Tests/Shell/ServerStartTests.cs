using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>How the real server starts and refuses to: exit codes, what it prints, and that a refused start changes nothing.</summary>
public sealed class ServerStartTests(StartedFolder started) : IClassFixture<StartedFolder>
{
    [Fact]
    public async Task Start_NewInstance_PrintsOneLinkAndClosesItsFolders()
    {
        Assert.Equal(1, started.FirstLinks);
        Assert.Equal(0, started.ExitCode);
        Assert.Equal(["data 700", "data/lock 600", "data/reserve 600", "data/secrets.db 600", "keys 700", "keys/master.key 600"],
            started.Folder.Snapshot().Select(line => string.Join(' ', line.Split(' ')[..^1])));
        using var folder = started.Folder.Copy();
        await using var second = await ServerProcess.StartAsync(folder);
        Assert.Equal(0, second.SetUpLinks);
        Assert.DoesNotContain("setup#", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoOwnerYet_PrintsAnotherCodeEachTime()
    {
        using var folder = new ServerFolder();
        await using var first = await ServerProcess.StartAsync(folder);
        await first.KillAsync();
        await using var second = await ServerProcess.StartAsync(folder);
        Assert.Equal(1, first.SetUpLinks);
        Assert.Equal(1, second.SetUpLinks);
        Assert.False(first.SetUpCode == second.SetUpCode, "the code is made anew at each start");
    }

    [Fact]
    public async Task Start_SeveralBadSettings_ListsAllAndExitsWith2()
    {
        using var folder = new ServerFolder();
        await using var server = ServerProcess.Run(AppContext.BaseDirectory, folder.Root,
            "--Urls=nonsense;http://0.0.0.0:0", "--PublicOrigin=ftp://x", "--TrustedProxies:0=everyone", "--Storage:Directory= ", "--Encryption:MasterKeyFile= ");
        Assert.Equal(2, await server.ExitCodeAsync());
        Assert.All(["Urls: nonsense", "Urls: http://0.0.0.0:0", "PublicOrigin: ", "TrustedProxies: everyone", "Storage:Directory: ", "Encryption:MasterKeyFile: "],
            problem => Assert.Contains(problem, server.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", server.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "")]
    [InlineData("http://*:0", "")]
    [InlineData("http://[::]:0", "http://secrets.example.com")]
    public async Task Start_BeyondLoopbackWithoutHttps_ExitsWith2(string urls, string origin)
    {
        using var folder = new ServerFolder();
        await using var server = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, [$"--Urls={urls}", $"--PublicOrigin={origin}", .. folder.Settings]);
        Assert.Equal(2, await server.ExitCodeAsync());
        Assert.Contains("set PublicOrigin to the https address", server.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("wrong")]
    [InlineData("open to others")]
    [InlineData("no key")]
    public async Task Start_KeyNotAsItShouldBe_ExitsWith3AndTouchesNothing(string what)
    {
        using var folder = started.Folder.Copy();
        switch (what)
        {
            case "missing":
                File.Delete(folder.KeyFile);
                break;
            case "wrong":
                await File.WriteAllTextAsync(folder.KeyFile, RandomNumberGenerator.GetHexString(64));
                break;
            case "open to others":
                File.SetUnixFileMode(folder.KeyFile, (UnixFileMode)0b110_100_100);
                break;
            default:
                await File.WriteAllTextAsync(folder.KeyFile, "not a key");
                break;
        }
        var errors = await RefusedAsync(folder, 3);
        Assert.Contains(folder.KeyFile, errors, StringComparison.Ordinal);
        Assert.Contains("slot 1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeyMissingAfterAKill_ExitsWith3AndTouchesNothing()
    {
        using var folder = new ServerFolder();
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            await server.KillAsync();
        }
        File.Delete(folder.KeyFile);
        await RefusedAsync(folder, 3);
    }

    [Fact]
    public async Task Start_DatabaseOfANewerVersion_ExitsWith4AndTouchesNothing()
    {
        using var folder = started.Folder.Copy();
        await using (var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('99991231235959_FromTheFuture', '99.0.0')";
            Assert.Equal(1, command.ExecuteNonQuery());
        }
        Assert.Contains("99991231235959_FromTheFuture", await RefusedAsync(folder, 4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoDatabase_ExitsWith4AndTouchesNothing()
    {
        using var folder = started.Folder.Copy();
        await File.WriteAllTextAsync(folder.Database, new string('x', 8192));
        Assert.Contains(folder.Database, await RefusedAsync(folder, 4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FolderInUse_ExitsWith5AndTouchesNothing()
    {
        using var folder = started.Folder.Copy();
        await using var first = await ServerProcess.StartAsync(folder);
        Assert.Contains(folder.Data, await RefusedAsync(folder, 5), StringComparison.Ordinal);
        using var visitor = new Visitor(first.Address);
        using var answer = await visitor.FetchAsync("/healthz/ready");
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<string> RefusedAsync(ServerFolder folder, int exitCode)
    {
        var before = folder.Snapshot();
        await using var server = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, ["--Urls=http://127.0.0.1:0", .. folder.Settings]);
        Assert.Equal(exitCode, await server.ExitCodeAsync());
        Assert.Equal(before, folder.Snapshot());
        Assert.Single(server.Errors.Trim().Split('\n'));
        return server.Errors;
    }
}
