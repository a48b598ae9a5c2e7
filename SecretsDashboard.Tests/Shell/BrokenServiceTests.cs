using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Shell;

namespace SecretsDashboard.Tests.Shell;

/// <summary>A server whose background work died does not end as if it had been stopped.</summary>
public sealed class BrokenServiceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task IsIn_WorkThatDiedOrWasStopped_TellsThemApart(bool dies)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService(_ => new Work(dies));
        using var host = builder.Build();
        await host.StartAsync();
        if (!dies)
        {
            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }
        // the host stops by itself where the work died
        await host.WaitForShutdownAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(dies, BrokenService.IsIn(host.Services));
    }

    private sealed class Work(bool dies) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            if (dies)
            {
                throw new TimeoutException("synthetic");
            }
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
    }
}
