namespace SecretsDashboard.Tests.Cli;

/// <summary>Where the token comes from and how it must be kept.</summary>
public sealed class TokenTests : ClientTest
{
    private const UnixFileMode Mode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string TokenFile => Path.Combine(Client.Home, "token");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["KEY"] = "canary-value";
    }

    [Theory]
    [InlineData(Mode600)]
    [InlineData(UnixFileMode.UserRead)]
    public async Task List_TokenFile_IsReadTrimmedAndBeatsTheVariable(UnixFileMode mode)
    {
        Client.Variables["SECRETS_TOKEN"] = "sdt_another";
        Write($"\n {StubApi.Token}\r\n", mode);

        (await Client.RunAsync("list", "--token-file", TokenFile)).AssertDone("KEY\n");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task List_TokenFileWithAByteOrderMark_IsRead(string encoding)
    {
        await File.WriteAllTextAsync(TokenFile, $"{StubApi.Token}\r\n", System.Text.Encoding.GetEncoding(encoding));
        File.SetUnixFileMode(TokenFile, Mode600);

        (await Client.RunAsync("list", "--token-file", TokenFile)).AssertDone("KEY\n");
    }

    [Theory]
    [InlineData("ghp_canaryTokenOfAnotherKind0123456789ab")]
    [InlineData("glpat-canaryToken")]
    [InlineData("Bearer_sdt_canaryToken")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.canaryToken.x")]
    [InlineData("sdt-canaryToken")]
    public async Task List_TokenOfSomethingElse_Is78AndIsNotSent(string token)
    {
        Client.Variables["SECRETS_TOKEN"] = token;
        (await Client.RunAsync("list")).AssertRefused(78, "SECRETS_TOKEN", "sdt_", "nothing was sent");

        Write(token, Mode600);
        (await Client.RunAsync("list", "--token-file", TokenFile)).AssertRefused(78, "the token file", "sdt_", "nothing was sent");
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Run_TokenFile_LeavesTheVariableOut()
    {
        Write(StubApi.Token, Mode600);

        (await Client.RunAsync("run", "--token-file", "token", "--", "sh", "-c", "echo \"[$SECRETS_TOKEN]\"")).AssertDone("[]\n");
    }

    [Theory]
    [InlineData(Mode600 | UnixFileMode.GroupRead)]
    [InlineData(Mode600 | UnixFileMode.OtherRead)]
    [InlineData(Mode600 | UnixFileMode.OtherWrite)]
    [InlineData(Mode600 | UnixFileMode.UserExecute)]
    public async Task List_TokenFileOthersMayRead_Is78(UnixFileMode mode)
    {
        Write(StubApi.Token, mode);

        (await Client.RunAsync("list", "--token-file", TokenFile)).AssertRefused(78, "chmod 600");
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task List_TokenFileOthersMayReadAsToldThatItMay_IsRead()
    {
        Write(StubApi.Token, Mode600 | UnixFileMode.OtherRead);
        Client.Variables["SECRETS_TOKEN_FILE_MODE"] = "any";

        (await Client.RunAsync("list", "--token-file", TokenFile)).AssertDone("KEY\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("canaryToken canaryToken")]
    [InlineData("canaryToken\ncanaryToken")]
    [InlineData("canaryTokén")]
    public async Task List_NoTokenInTheFile_Is78(string text)
    {
        Write(text, Mode600);

        (await Client.RunAsync("list", "--token-file", TokenFile)).AssertRefused(78, "token");
    }

    [Theory]
    [InlineData("nothing-here")]
    [InlineData("/")]
    [InlineData("/dev/null")]
    [InlineData("pipe")]
    public async Task List_NoTokenFile_Is78(string path)
    {
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", ["-m", "600", Path.Combine(Client.Home, "pipe")]))
        {
            await pipe.WaitForExitAsync();
        }

        (await Client.RunAsync("list", "--token-file", path)).AssertRefused(78, "token file");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("canaryToken canaryToken")]
    [InlineData("canaryToken\r\nX-Header: canaryToken")]
    public async Task List_NoTokenInTheVariable_Is78(string? token)
    {
        Client.Variables["SECRETS_TOKEN"] = token;

        (await Client.RunAsync("list")).AssertRefused(78, "token");
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData("SECRETS_URL", "http://secrets.example.com")]
    [InlineData("SECRETS_URL", "nonsense")]
    [InlineData("SECRETS_TIMEOUT", "0")]
    [InlineData("SECRETS_TIMEOUT", "soon")]
    public async Task Run_BadSetting_Is78(string variable, string value)
    {
        Client.Variables[variable] = value;

        (await Client.RunAsync("run", "--", "echo", "started")).AssertRefused(78, variable);
    }

    private void Write(string text, UnixFileMode mode)
    {
        File.WriteAllText(TokenFile, text);
        File.SetUnixFileMode(TokenFile, mode);
    }
}
