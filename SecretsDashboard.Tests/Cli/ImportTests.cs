using System.Text;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Cli;

/// <summary>`secrets import` against the real server: one call, all or nothing, where it went first, then what became of each name.</summary>
public sealed class ImportTests(ApiApp api) : IClassFixture<ApiApp>, IAsyncLifetime
{
    private string project = "";

    private TokenUser Token { get; set; } = null!;

    private Client Client { get; set; } = null!;

    public async Task InitializeAsync()
    {
        project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "OLD", ("development", "canary-old"));
        await api.AddAsync(project, "SAME", ("development", "canary-same"));
        Token = await TokenUser.MintAsync(api.App, project);
        Client = new Client(api.App.Address, Token.Text, () => ["canary-old", "canary-same", "canary-new"]);
    }

    public async Task DisposeAsync()
    {
        Token.Dispose();
        await Client.DisposeAsync();
    }

    [Fact]
    public async Task Import_File_StoresEveryEntryAndSaysWhere()
    {
        await WriteAsync("\uFEFF# mine\r\nexport NEW='first\nsecond' # two lines\r\nOLD=\"canary \\\"new\\\" 🔑\\n\"\nSAME=canary-same\nEMPTY=\nPEM=$'a\\nb'\nURL=http://${HOST}/ # comment\n");

        (await Client.RunAsync("import", ".env")).AssertDone(
            $"project {project}, environment development\nNEW\tnew\nOLD\tchanged\nSAME\tunchanged\nEMPTY\tempty\nPEM\tnew\nURL\tnew\tline 8: ${{…}} is kept as it is: nothing is put in its place\n",
            "secrets: 4 of 6 stored: 3 new, 1 changed, 1 unchanged, 1 empty\n");

        Assert.Equal(["NEW=first\nsecond", "OLD=canary \"new\" 🔑\n", "PEM=a\nb", "SAME=canary-same", "URL=http://${HOST}/"], await api.App.ValuesAsync(project));
    }

    [Fact]
    public async Task Import_DryRun_SaysTheSameAndStoresNothing()
    {
        await WriteAsync("NEW=canary-new\nOLD=canary-new\n");

        (await Client.RunAsync("import", ".env", "--dry-run")).AssertDone(
            $"project {project}, environment development\nNEW\tnew\nOLD\tchanged\n", "secrets: 2 of 2 would be stored: 1 new, 1 changed\n");

        Assert.Equal(["OLD=canary-old", "SAME=canary-same"], await api.App.ValuesAsync(project));
    }

    [Fact]
    public async Task Import_StandardInput_IsRead()
    {
        (await Client.RunAsync("NEW=canary-new\n"u8.ToArray(), "import", "-")).AssertDone($"project {project}, environment development\nNEW\tnew\n", "secrets: 1 of 1 stored: 1 new\n");
    }

    [Fact]
    public async Task Import_NothingInTheFile_IsDone()
    {
        await WriteAsync("# nothing\n");

        (await Client.RunAsync("import", ".env")).AssertDone($"project {project}, environment development\n", "secrets: there is no line NAME=value in the file; nothing was stored\n");
    }

    [Theory]
    [InlineData("A=1\nnonsense canaryToken\n", "line 2: a line is NAME=value")]
    [InlineData("A=1\nA=canaryToken\n", "line 2: the same name")]
    [InlineData("A='canaryToken\n", "line 1: the quote")]
    [InlineData("A='canary\\'Token'\n", "'it'\\''s'")]
    [InlineData("A=1\n\nPATH=canaryToken\n", "line 3, PATH: PATH is reserved")]
    [InlineData("A=1\nMixedCase=canaryToken\n", "line 2: Mixes upper and lower case")]
    [InlineData("A=1\nB=`canaryToken`\n", "line 2, B: Nothing is run here: write the value in '…'")]
    [InlineData("A=1\nlower=canaryToken\n", "line 2, lower: Secret key may not contain “l”")]
    public async Task Import_BrokenRule_Is65AndStoresNothing(string file, string where)
    {
        await WriteAsync(file);

        (await Client.RunAsync("import", ".env")).AssertRefused(65, where, "nothing was stored");
        (await Client.RunAsync("import", ".env", "--dry-run")).AssertRefused(65, where, "nothing was stored");
        Assert.Equal(["OLD=canary-old", "SAME=canary-same"], await api.App.ValuesAsync(project));
    }

    [Fact]
    public async Task Import_SeveralBrokenRules_AreAllTold()
    {
        await WriteAsync($"A=1\nPATH=x\nlower=x\nB={new string('x', 65_537)}\n");
        var ofNames = await Client.RunAsync("import", ".env");
        await WriteAsync("A=1\nnonsense\nB-C=1\n");
        var ofGrammar = await Client.RunAsync("import", ".env", "--skip-invalid");

        Assert.Equal((65, ""), (ofNames.ExitCode, ofNames.Text));
        Assert.Matches("^secrets: line 2, PATH: .*\nsecrets: line 3, lower: .*\nsecrets: line 4, B: .*65,536 bytes\nsecrets: 3 lines break a rule; nothing was stored\n$", ofNames.Error);
        Assert.Equal((65, ""), (ofGrammar.ExitCode, ofGrammar.Text));
        Assert.Matches("^secrets: line 2: .*\nsecrets: line 3: .*\nsecrets: 2 lines break a rule; nothing was stored\n$", ofGrammar.Error);
    }

    [Fact]
    public async Task Import_SkipInvalid_StoresTheRest()
    {
        await WriteAsync("NEW=canary-new\nPATH=x\nMixedCase=x\n");

        (await Client.RunAsync("import", "--skip-invalid", ".env")).AssertDone(
            $"project {project}, environment development\nNEW\tnew\nPATH\trefused\tline 2: PATH is reserved: it changes how programs load or run\n"
            + "(not shown)\trefused\tline 3: Mixes upper and lower case: no key, and perhaps part of a value. A value of several lines stands in quotes\n",
            "secrets: 1 of 3 stored: 1 new, 2 refused\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_FileThatIsNone_IsNotSent(bool isUtf16)
    {
        byte[] file = isUtf16 ? Encoding.Unicode.GetBytes("A=1\n") : Encoding.UTF8.GetBytes("#" + new string('x', 1024 * 1024));
        await File.WriteAllBytesAsync(Path.Combine(Client.Home, ".env"), file);

        (await Client.RunAsync("import", ".env")).AssertRefused(65, isUtf16 ? "save it as UTF-8" : "1 MiB");
        Assert.Empty(await api.AuditAsync(Token.Id));
    }

    [Theory]
    [InlineData("nothing-here")]
    [InlineData("/")]
    public async Task Import_NoFile_Is66(string path) => (await Client.RunAsync("import", path)).AssertRefused(66);

    [Fact]
    public async Task Import_TokenThatMayNotWrite_Is77InADryRunToo()
    {
        using var lister = await TokenUser.MintAsync(api.App, project, rights: "read list");
        await using var other = new Client(api.App.Address, lister.Text, () => []);
        await File.WriteAllTextAsync(Path.Combine(other.Home, ".env"), "NEW=1\n");

        (await other.RunAsync("import", ".env", "--dry-run")).AssertRefused(77, "lacks the right");
        (await other.RunAsync("import", ".env")).AssertRefused(77, "lacks the right");
        Assert.Contains(await api.AuditAsync(lister.Id), entry => entry.Action == AuditAction.AccessRefused);
    }

    private Task WriteAsync(string text) => File.WriteAllBytesAsync(Path.Combine(Client.Home, ".env"), Encoding.UTF8.GetBytes(text));
}
