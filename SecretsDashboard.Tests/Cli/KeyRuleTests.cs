extern alias cli;

using cli::SecretsDashboard.Cli;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Cli;

/// <summary>The client's copy of the naming rule, and that it says what the server's says.</summary>
public sealed class KeyRuleTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("_")]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("A1")]
    [InlineData("lower_snake_1")]
    [InlineData("PATHS")]
    [InlineData("MY_PATH")]
    [InlineData("GIT_TOKEN")]
    [InlineData("SECRET_KEY")]
    [InlineData("LD")]
    public void Problem_GoodKey_IsNull(string key) => Assert.Null(KeyRule.Problem(key));

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("A-B")]
    [InlineData("A B")]
    [InlineData("A.B")]
    [InlineData("A=B")]
    [InlineData("A\0")]
    [InlineData("A\n")]
    [InlineData("Ä")]
    [InlineData("А")]
    [InlineData("Mixed_Case")]
    [InlineData("../x")]
    [InlineData("A/B")]
    public void Problem_BadKey_IsSaidWithoutTheKey(string key)
    {
        var problem = KeyRule.Problem(key);

        Assert.NotNull(problem);
        Assert.True(key.Length < 2 || !problem.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void Problem_TooLong_IsRefused()
    {
        Assert.Null(KeyRule.Problem(new string('A', 128)));
        Assert.NotNull(KeyRule.Problem(new string('A', 129)));
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("IFS")]
    [InlineData("ENV")]
    [InlineData("BASH_ENV")]
    [InlineData("SHELLOPTS")]
    [InlineData("PS4")]
    [InlineData("PROMPT_COMMAND")]
    [InlineData("LD_PRELOAD")]
    [InlineData("LD_")]
    [InlineData("DYLD_INSERT_LIBRARIES")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("NODE_PATH")]
    [InlineData("PYTHONPATH")]
    [InlineData("PYTHONHOME")]
    [InlineData("PYTHONSTARTUP")]
    [InlineData("PERL5OPT")]
    [InlineData("RUBYOPT")]
    [InlineData("RUBYLIB")]
    [InlineData("JAVA_TOOL_OPTIONS")]
    [InlineData("_JAVA_OPTIONS")]
    [InlineData("JDK_JAVA_OPTIONS")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("CORECLR_PROFILER")]
    [InlineData("COMPLUS_X")]
    [InlineData("GIT_SSH_COMMAND")]
    [InlineData("GIT_EXEC_PATH")]
    [InlineData("GIT_CONFIG_COUNT")]
    [InlineData("GCONV_PATH")]
    [InlineData("OPENSSL_CONF")]
    [InlineData("SECRETS_TOKEN")]
    [InlineData("path")]
    [InlineData("ld_preload")]
    public void Problem_ReservedKey_NamesIt(string key)
    {
        Assert.Contains($"{key} is reserved", KeyRule.Problem(key), StringComparison.Ordinal);
        Assert.NotNull(ReservedKeys.Problem(key));
    }
}
