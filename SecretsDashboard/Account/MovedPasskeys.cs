using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>
/// Says at the start how many people have passkeys of an earlier address of the server, which work no more, and lets the pages that ask for one say why
/// nothing is offered. It changes nothing: the passkeys work again where the address comes back.
/// </summary>
internal sealed partial class MovedPasskeys(IDbContextFactory<AppDbContext> readers, SiteAddress site, EarlierAddress earlier, ILogger<MovedPasskeys> log) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var passkeys = (await db.UserPasskeys.AsNoTracking().ToListAsync(cancellationToken)).Select(row => (row.UserId, Home: PasskeyHome.OtherThan(site.Host, row))).ToList();
        var moved = passkeys.Where(passkey => passkey.Home is not null).ToList();
        if (moved.Count == 0)
        {
            return;
        }
        earlier.HasPasskeys = true;
        var people = moved.Select(passkey => passkey.UserId).ToHashSet();
        // nothing of theirs opens the door here: no password, no passkey of this address
        var without = await db.Users.Where(user => people.Contains(user.Id) && user.PasswordHash == null).Select(user => user.Id).ToListAsync(cancellationToken);
        var stranded = without.Except(passkeys.Where(passkey => passkey.Home is null).Select(passkey => passkey.UserId)).Count();
        Warn(log, string.Join(", ", moved.Select(passkey => passkey.Home).Distinct().Order(StringComparer.Ordinal)), site.Host, people.Count, stranded);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Passkeys that were made for {Earlier} do not work at {Host}. People who have one: {People}; of them without another way to sign in: {Stranded}. The command reset-password gives them one (operations.md, Another address).")]
    private static partial void Warn(ILogger log, string earlier, string host, int people, int stranded);
}
