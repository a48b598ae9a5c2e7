using System.Security.Cryptography;
using SecretsDashboard.Data;
using SecretsDashboard.Demo;

namespace SecretsDashboard.HostCommands;

/// <summary>Fills an empty data folder with synthetic data for trying the product out, and marks the instance for good.</summary>
internal sealed class DemoVerb : HostVerb
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    private readonly DemoClock clock = new(DemoStory.Begin(TimeProvider.System.GetUtcNow()));

    public override string LeftBehind => "The data folder holds a part of it: empty it and run demo again.";

    public override void Prepare(IServiceCollection services) => services.AddSingleton<TimeProvider>(clock);

    /// <exception cref="StartRefusedException">There is a database already: demo data is never put beside real data.</exception>
    public override void Require(StorageFolder folder)
    {
        if (File.Exists(folder.Database))
        {
            throw new StartRefusedException(StartRefusedException.BadSettings,
                $"Storage:Directory: there is a database in {folder.Path} already, and demo data goes into an empty folder. Empty it if an earlier demo was broken off, else name another one, as in: demo --Storage:Directory=demo");
        }
    }

    public override async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var password = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
        var owner = await new DemoStory(services, clock, password).TellAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"Demo data is in {services.GetRequiredService<StorageFolder>().Path}: a month of three projects and twelve people.");
        await Console.Out.WriteLineAsync($"Start the server and sign in as {owner}; the password of all twelve, shown this once, is {password}");
        return 0;
    }
}
