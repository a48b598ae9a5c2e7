using Microsoft.AspNetCore.Identity;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Account;

/// <summary>Identity's password hashing over Argon2id (RFC 9106; 64 MiB, 3 passes). It takes a third of a second on purpose.</summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher<AppUser>
{
    public string HashPassword(AppUser user, string password) => PasswordHash.Hash(password);

    public PasswordVerificationResult VerifyHashedPassword(AppUser user, string hashedPassword, string providedPassword) =>
        !PasswordHash.Verify(hashedPassword, providedPassword) ? PasswordVerificationResult.Failed
        : PasswordHash.NeedsRehash(hashedPassword) ? PasswordVerificationResult.SuccessRehashNeeded
        : PasswordVerificationResult.Success;
}
