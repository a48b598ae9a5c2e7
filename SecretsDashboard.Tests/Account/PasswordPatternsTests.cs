using SecretsDashboard.Account;

namespace SecretsDashboard.Tests.Account;

/// <summary>Passwords that are guessed first are refused, and the sentence names the rule; a few words in a row are fine.</summary>
public sealed class PasswordPatternsTests
{
    private const string Few = "it has only a few different characters";
    private const string Piece = "it is the same few characters again and again";
    private const string Run = "it is a row of the keyboard, of the alphabet or of numbers";
    private const string Own = "it is little more than your own name or address";
    private const string Known = "it is little more than a well-known password";

    [Theory]
    [InlineData("aaaaaaaaaaaa", Few)]
    [InlineData("ababab121212", Few)]
    [InlineData("abcdeabcdeab", Piece)]
    [InlineData("k7#x2qk7#x2q", Piece)]
    [InlineData("123456789012", Run)]
    [InlineData("qwertyuiop12", Run)]
    [InlineData("1qaz2wsx3edc", Run)]
    [InlineData("asdfghjkl;'#", Run)]
    [InlineData("abcdefghijkl", Run)]
    [InlineData("zyxwvutsrqpo", Run)]
    [InlineData("password1234", Known)]
    [InlineData("Password2026!", Known)]
    [InlineData("P@ssw0rd!P@ssw0rd!", Known)]
    [InlineData("p4ssw0rd12345678", Known)]
    [InlineData("passwordpassword", Known)]
    [InlineData("letmeinplease1", Known)]
    [InlineData("Administrator1!", Known)]
    [InlineData("admin-password-99", Known)]
    [InlineData("SecretsDashboard", Known)]
    [InlineData("correcthorsebatterystaple", Known)]
    [InlineData("iloveyou2012!!", Known)]
    [InlineData("adalovelace1815", Own)]
    [InlineData("Ada.Lovelace!!", Own)]
    [InlineData("4d4-l0v3l4c3-77", Own)]
    [InlineData("countess.of.ada", Own)]
    public void Problem_GuessedFirst_NamesTheRule(string password, string rule) =>
        Assert.Equal(rule, PasswordPatterns.Problem(password, "Ada Lovelace", "ada.countess.of@example.com"));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("the lamp beside my window")]
    [InlineData("viola mustard teacup 9")]
    [InlineData("gT7#kq2!vLp9")]
    [InlineData("849302758193")]
    [InlineData("dragon teapot gravel")]
    [InlineData("Зимой у нас тепло")]
    [InlineData("password of a quiet otter")]
    [InlineData("ada keeps nine red kites")]
    public void Problem_HardToGuess_IsNone(string password) => Assert.Null(PasswordPatterns.Problem(password, "Ada Lovelace", "ada@example.com"));

    [Fact]
    public void Problem_WithoutAPerson_KnowsNoOwnWords()
    {
        Assert.Null(PasswordPatterns.Problem("adalovelace1815"));
        Assert.Null(PasswordPatterns.Problem("adalovelace1815", null, "", "  "));
    }

    [Fact]
    public void Password_TooCommon_IsRefusedInEveryForm()
    {
        Assert.Equal($"Password is too common: {Known}", AccountRules.Password("password1234"));
        var setUp = new SetUpForm { Name = "Ada Lovelace", Email = "ada@example.com", Password = "adalovelace1815", ConfirmPassword = "adalovelace1815" };
        var join = new JoinForm { Name = "Ada Lovelace", Password = "adalovelace1815", ConfirmPassword = "adalovelace1815" };
        Assert.Equal([$"Password is too common: {Own}"], setUp.Validate(new(setUp)).Select(each => each.ErrorMessage));
        Assert.Equal([$"Password is too common: {Own}"], join.Validate(new(join)).Select(each => each.ErrorMessage));
    }
}
