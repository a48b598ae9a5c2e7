using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The naming rule, key by key: the message names the offending character and the rule.</summary>
public sealed class SecretKeyTests
{
    private const string UpperRule = "each character is A to Z, 0 to 9 or _";
    private const string AnyRule = "each character is a letter, a digit or _";

    [Theory]
    [InlineData("A")]
    [InlineData("_")]
    [InlineData("_1")]
    [InlineData("DATABASE_URL")]
    [InlineData("S3_KEY_2")]
    [InlineData("PATHS")]
    [InlineData("MY_PATH")]
    [InlineData("LDAP_PASSWORD")]
    [InlineData("PERL_KEY")]
    [InlineData("SECRET_KEY")]
    [InlineData("ENVIRONMENT")]
    [InlineData("GIT_TOKEN")]
    public void Problem_GoodKey_IsNull(string key)
    {
        Assert.Null(SecretKey.Problem(key, allowLowerCase: false));
        Assert.Null(SecretKey.Problem(key, allowLowerCase: true));
    }

    [Theory]
    [InlineData("api key", "a space")]
    [InlineData("API KEY", "a space")]
    [InlineData("API-KEY", "“-”")]
    [InlineData("API.KEY", "“.”")]
    [InlineData("API=KEY", "“=”")]
    [InlineData("$KEY", "“$”")]
    [InlineData("KEY\n", "U+000A")]
    [InlineData("\tKEY", "U+0009")]
    [InlineData("KEY\0", "U+0000")]
    [InlineData("KEY\u200B", "U+200B")]
    [InlineData("KEY\u202E", "U+202E")]
    [InlineData("KEY\u00A0", "U+00A0")]
    [InlineData("KEY\u0301", "U+0301")]
    [InlineData("ÜBER", "“Ü”")]
    [InlineData("KЕY", "“Е”")]
    [InlineData("KEY１", "“１”")]
    [InlineData("KEY🔑", "“🔑”")]
    public void Problem_CharacterNotAllowed_IsNamed(string key, string named)
    {
        foreach (var allowLowerCase in (bool[])[true, false])
        {
            var problem = SecretKey.Problem(key.ToUpperInvariant(), allowLowerCase);

            Assert.Contains(named, problem, StringComparison.Ordinal);
            Assert.EndsWith(allowLowerCase ? AnyRule : UpperRule, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Problem_FirstOffender_IsTheOneNamed()
    {
        Assert.Equal($"Secret key may not contain “-”: {UpperRule}", SecretKey.Problem("A-B.C", allowLowerCase: false));
    }

    [Theory]
    [InlineData("database_url", "“d”")]
    [InlineData("DATABASE_Url", "“r”")]
    public void Problem_LowerCaseInUpperStyle_IsNamed(string key, string named)
    {
        Assert.Equal($"Secret key may not contain {named}: {UpperRule}", SecretKey.Problem(key, allowLowerCase: false));
    }

    [Theory]
    [InlineData("database_url", null)]
    [InlineData("_a1", null)]
    [InlineData("Database_Url", "Secret key may not mix upper and lower case: it is UPPER_SNAKE_CASE or lower_snake_case")]
    [InlineData("database url", $"Secret key may not contain a space: {AnyRule}")]
    [InlineData("ünder", $"Secret key may not contain “ü”: {AnyRule}")]
    public void Problem_LowerStyle_Table(string key, string? problem) => Assert.Equal(problem, SecretKey.Problem(key, allowLowerCase: true));

    [Theory]
    [InlineData("1KEY", '1')]
    [InlineData("9", '9')]
    public void Problem_DigitFirst_SaysSo(string key, char digit)
    {
        Assert.Equal($"Secret key may not start with the digit {digit}: it starts with a letter or _", SecretKey.Problem(key, allowLowerCase: false));
    }

    [Fact]
    public void Problem_EmptyOrTooLong_SaysSo()
    {
        Assert.Equal("Secret key is required", SecretKey.Problem("", allowLowerCase: false));
        Assert.Null(SecretKey.Problem(new string('A', 128), allowLowerCase: false));
        Assert.Equal("Secret key is too long: at most 128 characters", SecretKey.Problem(new string('A', 129), allowLowerCase: false));
    }

    [Theory]
    [InlineData("PATH", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "PS4", "PROMPT_COMMAND", "NODE_OPTIONS", "NODE_PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")]
    [InlineData("RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "GIT_EXEC_PATH", "GCONV_PATH", "OPENSSL_CONF")]
    [InlineData("LD_", "LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "PERL5OPT", "PERL5LIB", "PERL5", "DOTNET_STARTUP_HOOKS", "CORECLR_PROFILER")]
    [InlineData("COMPLUS_ProfAPI", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG", "GIT_CONFIG_COUNT", "SECRETS_TOKEN", "SECRETS_URL")]
    public void Problem_ReservedKey_IsRefusedInEitherCase(params string[] keys)
    {
        foreach (var key in keys)
        {
            Assert.StartsWith($"{key.ToUpperInvariant()} is reserved", SecretKey.Problem(key.ToUpperInvariant(), allowLowerCase: false), StringComparison.Ordinal);
            Assert.StartsWith($"{key.ToLowerInvariant()} is reserved", SecretKey.Problem(key.ToLowerInvariant(), allowLowerCase: true), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("api_key", "API_KEY")]
    [InlineData("API_KEY", "API_KEY")]
    public void Fold_Key_IgnoresCase(string key, string folded) => Assert.Equal(folded, SecretKey.Fold(key));
}
