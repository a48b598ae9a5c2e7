using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.HostCommands;

/// <summary>
/// A verb run on the server's own machine instead of the server, which must be stopped: the command holds its data folder. Settings
/// may follow it. There is <c>reset-password EMAIL</c>, which prints a link with which that person sets a new password.
/// </summary>
internal sealed record HostCommand(string Verb, IReadOnlyList<string> Arguments)
{
    /// <summary>The exit code for a verb or arguments that are none.</summary>
    public const int UsageExitCode = 64;

    private const string ResetPassword = "reset-password";
    private const int UnknownAddress = 1;

    /// <summary>What is wrong with the command itself; null: nothing.</summary>
    public string? Problem =>
        Verb != ResetPassword ? $"There is no command {Verb}; there is: {ResetPassword} EMAIL"
        : Arguments.Count != 1 ? $"Usage: {ResetPassword} EMAIL"
        : null;

    /// <summary>What the command line asks for; null: to run the server. A command line that begins with a setting does.</summary>
    public static HostCommand? Of(string[] args) => args is [var verb, .. var rest] && !IsSetting(verb) ? new HostCommand(verb, [.. rest.TakeWhile(argument => !IsSetting(argument))]) : null;

    /// <summary>A command makes no new instance where there is none.</summary>
    /// <exception cref="StartRefusedException">There is no database in the data folder.</exception>
    public static void RequireDatabase(StorageFolder folder)
    {
        if (!File.Exists(folder.Database))
        {
            throw new StartRefusedException(StartRefusedException.BadSettings, $"Storage:Directory: there is no database in {folder.Path}.");
        }
    }

    /// <summary>Runs it over the services of a started database.</summary>
    /// <returns>The exit code: 0, or 1 for an address without an account that can sign in.</returns>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<PasswordResetStore>().MakeAsync(Arguments[0], cancellationToken) is not { } code)
        {
            await Console.Error.WriteLineAsync($"There is no account with the address {Arguments[0]} that can sign in.");
            return UnknownAddress;
        }
        var origin = services.GetRequiredService<SiteAddress>().PublicOrigin;
        await Console.Out.WriteLineAsync($"Start the server and open this link within 24 hours: {origin}/reset#{code}");
        return 0;
    }

    private static bool IsSetting(string argument) => argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal);
}
