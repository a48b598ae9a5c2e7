using Microsoft.AspNetCore.Identity;
using SecretsDashboard.Account;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// The product's hasher, which remembers for the whole run what it made of the one password that people of tests have: it takes its time on
/// purpose, and signing in is the subject of few tests. Every other password, and every other hash, takes that time.
/// </summary>
internal sealed class RememberingHasher : IPasswordHasher<AppUser>
{
    private static readonly Argon2PasswordHasher Real = new();
    private static readonly Lazy<string> Known = new(() => Real.HashPassword(new AppUser(), TestApp.Password));

    public string HashPassword(AppUser user, string password) => password == TestApp.Password ? Known.Value : Real.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(AppUser user, string hashedPassword, string providedPassword) =>
        providedPassword == TestApp.Password && hashedPassword == Known.Value ? PasswordVerificationResult.Success : Real.VerifyHashedPassword(user, hashedPassword, providedPassword);
}
