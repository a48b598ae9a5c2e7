using Microsoft.AspNetCore.Identity;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Account;

/// <summary>A password is the same however the keyboard writes it, and hashes of what was typed once still verify.</summary>
public sealed class Argon2PasswordHasherTests
{
    private const string Plain = "caf\u00E9 horse 123";
    private const string Wide = "\uFF43\uFF41\uFF46e\u0301\u3000\uFF48\uFF4F\uFF52\uFF53\uFF45\u3000\uFF11\uFF12\uFF13";

    private static readonly AppUser Person = new();

    private readonly Argon2PasswordHasher hasher = new();

    [Theory]
    [InlineData(Plain, Wide)]
    [InlineData(Wide, Plain)]
    [InlineData(Wide, Wide)]
    public void Verify_ThroughAnotherInputMethod_IsTheSamePassword(string chosen, string typed) =>
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(Person, hasher.HashPassword(Person, chosen), typed));

    [Fact]
    public void Verify_HashOfWhatWasTyped_HoldsAndIsMadeAnew()
    {
        var old = PasswordHash.Hash(Wide);

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, hasher.VerifyHashedPassword(Person, old, Wide));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(Person, old, Plain));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(Person, old, Wide + "x"));
    }
}
