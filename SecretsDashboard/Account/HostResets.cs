using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Helps people back in who lost what they sign in with, on the server's own machine. For the host alone; it names people by their
/// address, of those who can sign in.
/// </summary>
internal sealed class HostResets(WriteGate gate, AuditLog audit, LinkCode links, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>
    /// The code of a new link with which a person sets a password, see <see cref="PasswordResetStore"/>; their sessions end. Null where
    /// there is no such person. Audited as <c>person.password_reset_made</c>.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<string?> MakePasswordLinkAsync(string email, CancellationToken cancellationToken) => ChangeAsync<string>(email, AuditAction.PasswordResetMade, async (db, person) =>
    {
        await PasswordReset.EndAsync(db, person.Id, cancellationToken);
        var code = LinkCode.Create();
        db.Add(new PasswordReset { UserId = person.Id, Digest = links.Digest(LinkCode.Reset, code), ExpiresAt = time.GetUtcNow().UtcDateTime + PasswordReset.Lifetime });
        return code;
    }, cancellationToken);

    /// <summary>
    /// Takes authenticator app, recovery codes and passkeys of a person; their sessions end. Answers with what they can sign in now; null
    /// where there is no such person with a second factor. Audited as <c>person.second_factor_reset</c>.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SignInWays?> TakeSecondFactorAsync(string email, CancellationToken cancellationToken) => ChangeAsync<SignInWays>(email, AuditAction.SecondFactorReset, async (db, person) =>
    {
        if (!await SecondFactor.Holders(db).ContainsAsync(person.Id, cancellationToken))
        {
            return null;
        }
        await SecondFactor.RemoveAllAsync(db, person.Id, cancellationToken);
        return await SignInWays.OfAsync(db, person.Id, cancellationToken);
    }, cancellationToken);

    private Task<T?> ChangeAsync<T>(string email, string action, Func<AppDbContext, AppUser, Task<T?>> change, CancellationToken cancellationToken) where T : class => gate.WriteAsync(async db =>
    {
        var normalized = normalizer.NormalizeEmail(PersonEmail.Tidy(email));
        if (await db.Users.SingleOrDefaultAsync(user => user.NormalizedEmail == normalized && user.DisabledAt == null, cancellationToken) is not { } person)
        {
            return null;
        }
        if (await change(db, person) is not { } result)
        {
            return null;
        }
        await db.Sessions.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(cancellationToken);
        await audit.AppendAsync(db, AuditActor.Host(), AuditLine.About(action, person), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return result;
    }, cancellationToken);
}
