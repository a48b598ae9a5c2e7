using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>Prints the set-up link once the server listens, as long as there is no owner. To the console, never to a log.</summary>
internal sealed class SetUpAnnouncement(AccountStore accounts, SetUpCode code, SiteAddress site) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!await accounts.HasOwnerAsync(cancellationToken))
        {
            await Console.Out.WriteLineAsync($"Create the owner account: {site.PublicOrigin}/setup#{code.Print()}");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
