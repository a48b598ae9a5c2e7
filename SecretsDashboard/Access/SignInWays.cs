using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>With what a person can show that it is them.</summary>
public sealed record SignInWays(bool Password, bool Passkey)
{
    internal static Task<SignInWays> OfAsync(AppDbContext db, Guid person, CancellationToken cancellationToken) => db.Users.Where(user => user.Id == person)
        .Select(user => new SignInWays(user.PasswordHash != null, db.UserPasskeys.Any(row => row.UserId == person))).SingleAsync(cancellationToken);
}
