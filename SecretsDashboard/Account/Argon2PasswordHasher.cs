using Microsoft.AspNetCore.Identity;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Account;

/// <summary>
/// Identity's password hashing over Argon2id (RFC 9106; 64 MiB, 3 passes). It takes a third of a second on purpose. A password is hashed in one Unicode
/// form (NFKC, as NIST SP 800-63B wants it), so that it is the same however the keyboard writes it; hashes of older versions, of what was typed, still verify.
/// </summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher<AppUser>
{
    public string HashPassword(AppUser user, string password) => PasswordHash.Hash(UnicodeForm.Of(password));

    public PasswordVerificationResult VerifyHashedPassword(AppUser user, string hashedPassword, string providedPassword)
    {
        var form = UnicodeForm.Of(providedPassword);
        if (PasswordHash.Verify(hashedPassword, form))
        {
            return PasswordHash.NeedsRehash(hashedPassword) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Success;
        }
        // it costs a second time by what was typed alone, so the time tells nothing of the account
        return form != providedPassword && PasswordHash.Verify(hashedPassword, providedPassword) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed;
    }
}
