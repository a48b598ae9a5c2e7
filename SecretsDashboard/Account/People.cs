using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Identity's user manager bound to the write gate's context: it changes what it tracks and leaves the saving to the gate, so
/// that a person and the audit line about them are stored together.
/// </summary>
internal sealed class People(
    IOptions<IdentityOptions> options, IPasswordHasher<AppUser> hasher, ILookupNormalizer normalizer, IdentityErrorDescriber errors,
    IServiceProvider services, ILogger<UserManager<AppUser>> log)
{
    public UserManager<AppUser> In(AppDbContext db) => new(
        new UserOnlyStore<AppUser, AppDbContext, Guid>(db, errors) { AutoSaveChanges = false },
        options, hasher, [new UserValidator<AppUser>(errors)], [], normalizer, errors, services, log);
}
