namespace SecretsDashboard.Tests.Cli;

/// <summary>What the client needs of the system it runs on, says where it is missing, and leaves behind there.</summary>
public sealed class SurroundingsTests : ClientTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["KEY"] = "canary-value";
    }

    [Fact]
    public async Task Run_TenTimes_LeavesNothingInTheTemporaryFolder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Client.Home, "tmp")).FullName;
        Client.Variables["TMPDIR"] = folder;

        await Client.ScriptAsync("for turn in 1 2 3 4 5 6 7 8 9 10; do \"$CLIENT\" run -- true; done");

        Assert.Equal(10, Api.Requests.Count);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Run_NoOpenSsl_Is78ForHttpsAndForTheCacheAndNothingElse()
    {
        // files of these names that are no libraries end the search for one that is
        var folder = Directory.CreateDirectory(Path.Combine(Client.Home, "lib")).FullName;
        foreach (var version in (string[])["3", "1.1", "1.0.2", "1.0.0", "10"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"libssl.so.{version}"), "");
        }

        Client.Variables["LD_LIBRARY_PATH"] = folder;

        (await Client.RunAsync("run", "--cache", "--", "touch", "started")).AssertRefused(78, "--cache needs OpenSSL");
        Assert.Empty(Api.Requests);
        (await Client.RunAsync("run", "--", "echo", "there")).AssertDone("there\n");
        Client.Variables["SECRETS_URL"] = "https://localhost:1";
        (await TouchAsync()).AssertRefused(78, "https needs OpenSSL", "libssl3");
        (await Client.RunAsync("list")).AssertRefused(78, "https needs OpenSSL");
    }

    [Fact]
    public async Task Run_FewOpenFiles_StartsOrSaysSo()
    {
        var result = await Client.ScriptAsync("ulimit -n 48; exec \"$CLIENT\" run -- true");

        // enough for a native client, too few for a runtime that opens its parts one by one
        if (result.ExitCode != 0)
        {
            result.AssertRefused(78, "open files", "ulimit -n");
        }
    }

    [Fact]
    public async Task Help_SaysWhatIsNeeded() => Assert.Contains("OpenSSL", (await Client.RunAsync("--help")).Text, StringComparison.Ordinal);
}
