using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Projects;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Bench;

/// <summary>
/// Inside the server that is measured: makes an owner, a project and two tokens through the product's stores, and writes one line with the
/// address and the tokens to standard output. It stops the server when standard input ends, so that none outlives the benchmark.
/// </summary>
internal sealed class BenchData(IServiceProvider services, IHostApplicationLifetime lifetime, IServer server) : BackgroundService
{
    /// <summary>How the line begins.</summary>
    public const string Ready = "bench ";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var owner = await services.GetRequiredService<AccountStore>().SetUpAsync(
            new SetUpForm { Name = "Bench", Email = "bench@example.com", Password = Guid.NewGuid().ToString() }, new Visit(null, "bench", "bench"), stoppingToken);
        var (user, session) = SessionClaims.Read(owner) ?? throw new InvalidOperationException("The data folder is not new.");
        var caller = new Caller(user, session, null, "bench");
        await services.GetRequiredService<ProjectStore>().CreateAsync(caller, new ProjectForm { Name = "Bench", Slug = "bench" }, stoppingToken);
        Console.WriteLine($"{Ready}{server.Features.Get<IServerAddressesFeature>()!.Addresses.First()} {await MintAsync("development")} {await MintAsync("production")}");
        await Task.Run(Console.In.ReadToEnd, stoppingToken);
        lifetime.StopApplication();

        async Task<string?> MintAsync(string environment) => (await services.GetRequiredService<TokenStore>().MintAsync(caller, "bench",
            new TokenForm { Name = environment, Environment = environment, Read = true, Write = true, Days = "1" }, stoppingToken)).Token;
    }
}
