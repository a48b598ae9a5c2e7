using System.Text;
using Microsoft.AspNetCore.Http;

namespace SecretsDashboard.Tests.Cli;

/// <summary>`secrets import`: every entry or a line that says where it stopped; a file that breaks a rule stores nothing.</summary>
public sealed class ImportTests : ClientTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["OLD"] = "canary-old";
    }

    [Fact]
    public async Task Import_File_StoresEveryEntry()
    {
        Write("\uFEFF# mine\r\nexport NEW='first\nsecond' # two lines\r\nOLD=\"canary \\\"new\\\" 🔑\\n\"\nlower_case = plain # comment\n");

        (await Client.RunAsync("import", ".env")).AssertDone("", "secrets: 2 created, 1 updated\n");

        Assert.Equal("first\nsecond", Api.Secrets["NEW"]);
        Assert.Equal("canary \"new\" 🔑\n", Api.Secrets["OLD"]);
        Assert.Equal("plain", Api.Secrets["lower_case"]);
        Assert.Equal(3, Api.Secrets.Count);
    }

    [Fact]
    public async Task Import_DryRun_StoresNothingAndSaysWhatIsNew()
    {
        Write("NEW=canary-value\nOLD=canary-value\n");

        (await Client.RunAsync("import", ".env", "--dry-run")).AssertDone("NEW\tnew\nOLD\texisting\n");

        Assert.Equal(["GET /api/v1/keys"], Api.Requests);
        Assert.Equal("canary-old", Api.Secrets["OLD"]);
    }

    [Theory]
    [InlineData("A=canaryToken\nnonsense canaryToken\n", "line 2")]
    [InlineData("A=canaryToken\nA=canaryToken\n", "line 2")]
    [InlineData("A='canaryToken\n", "line 1")]
    [InlineData("A=1\n\nPATH=canaryToken\n", "line 3: the key PATH is reserved")]
    [InlineData("A=1\nMixedCase=canaryToken\n", "line 2")]
    [InlineData("A=1\nEMPTY=\n", "line 2: the value is empty")]
    public async Task Import_BrokenRule_Is65AndStoresNothing(string file, string where)
    {
        Write(file);

        (await Client.RunAsync("import", ".env")).AssertRefused(65, where, "nothing was stored");
        (await Client.RunAsync("import", ".env", "--dry-run")).AssertRefused(65, where);
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Import_ValueTooLong_Is65()
    {
        Write($"A=1\nB={new string('x', 65_537)}\n");

        (await Client.RunAsync("import", ".env")).AssertRefused(65, "line 2", "65,536");
    }

    [Fact]
    public async Task Import_FileTooLarge_Is65()
    {
        Write("#" + new string('x', 1024 * 1024));

        (await Client.RunAsync("import", ".env")).AssertRefused(65, "1 MiB");
    }

    [Theory]
    [InlineData("nothing-here")]
    [InlineData("/")]
    public async Task Import_NoFile_Is66(string path) => (await Client.RunAsync("import", path)).AssertRefused(66);

    [Fact]
    public async Task Import_ServerRefusesOne_StopsAndSaysWhatWasStored()
    {
        Write("ONE=canary-value\nTWO=canary-value\nTHREE=canary-value\nFOUR=canary-value\n");
        var calls = 0;
        RequestDelegate store = context =>
        {
            context.Response.StatusCode = 201;
            return context.Response.WriteAsync("{\"version\":1}");
        };
        Api.Answer = context =>
        {
            if (Interlocked.Increment(ref calls) == 2)
            {
                Api.Refuse(400, "invalid_key");
            }

            return store(context);
        };

        (await Client.RunAsync("import", ".env")).AssertRefused(65, "THREE", "line 3", "ONE, TWO");
        Assert.Equal(3, Api.Requests.Count);
    }

    [Fact]
    public async Task Import_ServerDown_Is69AndSaysThatNothingWasStored()
    {
        Write("ONE=canary-value\n");
        await Api.StopAsync();

        (await Client.RunAsync("import", ".env")).AssertRefused(69, "ONE", "nothing was stored");
    }

    [Fact]
    public async Task Import_NothingInTheFile_IsDone()
    {
        Write("# nothing\n");

        (await Client.RunAsync("import", ".env")).AssertDone("", "secrets: 0 created, 0 updated\n");
    }

    private void Write(string text) => File.WriteAllBytes(Path.Combine(Client.Home, ".env"), Encoding.UTF8.GetBytes(text));
}
