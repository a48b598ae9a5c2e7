namespace SecretsDashboard.Shell;

/// <summary>
/// Says whether work in the background ended with an exception. The host logs it and stops, as if somebody had asked it to; an exit code
/// of its own lets the service manager start the server again.
/// </summary>
internal static class BrokenService
{
    public const int ExitCode = 70;

    public static bool IsIn(IServiceProvider services) => services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });
}
