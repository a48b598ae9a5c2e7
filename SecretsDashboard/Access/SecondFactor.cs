using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>Says who has a second factor, and who lacks one that the instance requires. Either an authenticator app or a passkey is one.</summary>
internal static class SecondFactor
{
    /// <summary>The people who have one; a person who has several may be named more than once.</summary>
    public static IQueryable<Guid> Holders(AppDbContext db) => db.Authenticators.Select(row => row.UserId).Concat(db.UserPasskeys.Select(row => row.UserId));

    /// <summary>The people who lack one although it is required.</summary>
    public static IQueryable<Guid> Lacking(AppDbContext db) => db.Users
        .Where(user => db.Instance.Any(instance => instance.RequiresSecondFactor)
            && !db.Authenticators.Any(row => row.UserId == user.Id) && !db.UserPasskeys.Any(row => row.UserId == user.Id))
        .Select(user => user.Id);

    /// <summary>
    /// Is a password alone not enough to sign in? Anyone who has an app is asked for its code. A passkey beside a password is a convenience,
    /// until a second factor is required.
    /// </summary>
    public static Task<bool> IsAskedForAsync(AppDbContext db, Guid user, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(person => person.Id == user && (db.Authenticators.Any(row => row.UserId == user)
            || (db.Instance.Any(instance => instance.RequiresSecondFactor) && db.UserPasskeys.Any(row => row.UserId == user))), cancellationToken);

    /// <summary>Takes all that a person has, recovery codes too, within a deed that is allowed and recorded. A reset link would be all that is left to show: it ends too.</summary>
    public static async Task RemoveAllAsync(AppDbContext db, Guid user, CancellationToken cancellationToken)
    {
        await db.Authenticators.Where(row => row.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await db.RecoveryCodes.Where(row => row.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await db.UserPasskeys.Where(row => row.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await PasswordReset.EndAsync(db, user, cancellationToken);
    }

    public static Task<bool> IsLackingAsync(AppDbContext db, Guid user, CancellationToken cancellationToken) =>
        Lacking(db).AnyAsync(id => id == user, cancellationToken);
}
