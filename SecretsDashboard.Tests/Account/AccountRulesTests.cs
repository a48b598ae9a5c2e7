using System.ComponentModel.DataAnnotations;
using SecretsDashboard.Access;
using SecretsDashboard.Account;

namespace SecretsDashboard.Tests.Account;

/// <summary>What a name, an address and a password must be, sentence by sentence.</summary>
public sealed class AccountRulesTests
{
    [Theory]
    [InlineData("Olga", null)]
    [InlineData("Зоя 👩‍💻", null)]
    [InlineData(null, "Name is required")]
    [InlineData("   ", "Name is required")]
    [InlineData("two\nlines", "Name must be one line")]
    public void Name_Table(string? name, string? problem) => Assert.Equal(problem, AccountRules.Name(name));

    [Theory]
    [InlineData("olga@example.com", null)]
    [InlineData("  olga+tag@sub.example.com  ", null)]
    [InlineData(null, "Email is required")]
    [InlineData(" ", "Email is required")]
    [InlineData("olga", "Email must be an address such as name@example.com")]
    [InlineData("olga@", "Email must be an address such as name@example.com")]
    [InlineData("@example.com", "Email must be an address such as name@example.com")]
    [InlineData("a@b@example.com", "Email must be an address such as name@example.com")]
    [InlineData("ol ga@example.com", "Email must be an address such as name@example.com")]
    [InlineData("olga@example.com\u0000", "Email must be an address such as name@example.com")]
    [InlineData("b\u00F6b@example.com", "Email must have no letters but a to z")]
    [InlineData("bo\u0308b@example.com", "Email must have no letters but a to z")]
    [InlineData("k\u0430y@example.com", "Email must have no letters but a to z")]
    [InlineData("\u212Ay@example.com", null)]
    [InlineData("\uFF4F\uFF4C\uFF47\uFF41\uFF20example\uFF0Ecom", null)]
    [InlineData("ol\u3164ga@example.com", "Email must have no letters but a to z")]
    public void Email_Table(string? email, string? problem) => Assert.Equal(problem, PersonEmail.Problem(email));

    [Theory]
    [InlineData(0, "Password is required")]
    [InlineData(11, "Password is too short: at least 12 characters")]
    [InlineData(12, null)]
    [InlineData(256, null)]
    [InlineData(257, "Password is too long: at most 256 characters")]
    public void Password_Length_IsWhatCounts(int length, string? problem) => Assert.Equal(problem, AccountRules.Password(string.Concat(Enumerable.Repeat("kbx7vqn zdw", 30))[..length]));

    [Theory]
    [InlineData("\uFF50\uFF41\uFF53\uFF53\uFF57\uFF4F\uFF52\uFF44\uFF11\uFF12\uFF13\uFF14", "Password is too common")]
    [InlineData("\uFDFA", "Password is too short")]
    public void Password_InAnotherForm_IsJudgedByTheOneThatIsHashed(string password, string problem) =>
        Assert.StartsWith(problem, AccountRules.Password(password), StringComparison.Ordinal);

    [Fact]
    public void Confirmation_OnceInFullWidth_IsTheSamePassword()
    {
        Assert.Null(AccountRules.Confirmation("caf\u00E9 \uFF41\uFF42\uFF43", "cafe\u0301 abc"));
        Assert.NotNull(AccountRules.Confirmation("abc", "\uFF41\uFF42\uFF24"));
        Assert.NotNull(AccountRules.Confirmation("abc", null));
    }

    [Fact]
    public void NameAndEmail_TooLong_SayTheLimit()
    {
        Assert.Null(AccountRules.Name(new string('n', 100)));
        Assert.Equal("Name is too long: at most 100 characters", AccountRules.Name(new string('n', 101)));
        Assert.Null(PersonEmail.Problem(new string('m', 242) + "@example.com"));
        Assert.Equal("Email is too long: at most 254 characters", PersonEmail.Problem(new string('m', 243) + "@example.com"));
    }

    [Fact]
    public void SetUpForm_EverythingWrong_NamesEveryFieldAtOnce()
    {
        var form = new SetUpForm { Password = "short", ConfirmPassword = "different" };

        var problems = form.Validate(new ValidationContext(form)).ToDictionary(result => result.MemberNames.Single(), result => result.ErrorMessage);

        Assert.Equal(["ConfirmPassword", "Email", "Name", "Password"], problems.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("The passwords differ", problems["ConfirmPassword"]);
    }
}
