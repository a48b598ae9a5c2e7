using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.HostCommands;

/// <summary>
/// A verb run on the server's own machine instead of the server, which must be stopped: the command holds its data folder. Settings
/// may follow it. <c>reset-password EMAIL</c> prints a link with which that person sets a new password; <c>reset-second-factor EMAIL</c>
/// takes the second factor of a person who lost theirs.
/// </summary>
internal sealed record HostCommand(string Verb, IReadOnlyList<string> Arguments)
{
    /// <summary>The exit code for a verb or arguments that are none.</summary>
    public const int UsageExitCode = 64;

    private const int UnknownAddress = 1;

    // what each does for the person with this address, and what it says then; null: there is no such person
    private static readonly Dictionary<string, Func<IServiceProvider, string, CancellationToken, Task<string?>>> Verbs = new()
    {
        ["reset-password"] = ResetPasswordAsync,
        ["reset-second-factor"] = ResetSecondFactorAsync,
    };

    /// <summary>What is wrong with the command itself; null: nothing.</summary>
    public string? Problem =>
        !Verbs.ContainsKey(Verb) ? $"There is no command {Verb}; there is: {string.Join(", ", Verbs.Keys.Select(Usage))}"
        : Arguments.Count != 1 ? $"Usage: {Usage(Verb)}"
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
        var email = PersonEmail.Tidy(Arguments[0]);
        if (await Verbs[Verb](services, email, cancellationToken) is not { } said)
        {
            await Console.Error.WriteLineAsync($"There is no account with the address {email} that can sign in.");
            return UnknownAddress;
        }
        await Console.Out.WriteLineAsync(said);
        return 0;
    }

    private static async Task<string?> ResetPasswordAsync(IServiceProvider services, string email, CancellationToken cancellationToken) =>
        await services.GetRequiredService<HostResets>().MakePasswordLinkAsync(email, cancellationToken) is { } code
            ? $"Start the server and open this link within 24 hours: {services.GetRequiredService<SiteAddress>().PublicOrigin}/reset#{code}"
            : null;

    private static async Task<string?> ResetSecondFactorAsync(IServiceProvider services, string email, CancellationToken cancellationToken) =>
        await services.GetRequiredService<HostResets>().TakeSecondFactorAsync(email, cancellationToken) switch
        {
            null => null,
            { Password: true } => $"{email} has no authenticator app, recovery codes or passkeys any more: the password alone signs in.",
            _ => $"{email} has no passkeys any more, and no password: run reset-password {email} next.",
        };

    private static string Usage(string verb) => $"{verb} EMAIL";

    private static bool IsSetting(string argument) => argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal);
}
