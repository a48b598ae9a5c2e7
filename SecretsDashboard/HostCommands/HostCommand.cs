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

    private const int Nobody = 67;

    // what each does for the person with this address and says then, or null; and what is said of an address for which it can do nothing
    private static readonly Dictionary<string, (Func<IServiceProvider, string, CancellationToken, Task<string?>> Deed, string Of)> Verbs = new()
    {
        ["reset-password"] = (ResetPasswordAsync, "that can sign in"),
        ["reset-second-factor"] = (ResetSecondFactorAsync, "that can sign in and has a second factor"),
    };

    /// <summary>What is wrong with the command itself; null: nothing.</summary>
    public string? Problem =>
        !Verbs.ContainsKey(Verb) ? $"There is no command {Verb}; there is: {string.Join(", ", Verbs.Keys.Select(Usage))}"
        : Arguments.Count != 1 ? $"Usage: {Usage(Verb)}"
        : null;

    /// <summary>What the command line asks for; null: to run the server. A command line that begins with a setting does.</summary>
    public static HostCommand? Of(string[] args) => args is [var verb, .. var rest] && !IsSetting(verb) ? new HostCommand(verb, [.. rest.TakeWhile((argument, place) => place == 0 ? !IsOption(argument) : !IsSetting(argument))]) : null;

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
    /// <returns>The exit code: 0; 67 for an address without such an account; as of a refused start where nothing could be stored.</returns>
    public async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var email = PersonEmail.Tidy(Arguments[0]);
        try
        {
            if (await Verbs[Verb].Deed(services, email, cancellationToken) is { } said)
            {
                await Console.Out.WriteLineAsync(said);
                return 0;
            }
        }
        catch (StorageUnavailableException unavailable) when (unavailable.State == StorageState.Locked)
        {
            await Console.Error.WriteLineAsync("Another program holds a lock on the database, perhaps a sqlite3 shell with an open transaction; end it and try again. Nothing was changed.");
            return StartRefusedException.FolderInUse;
        }
        catch (StorageUnavailableException unavailable) when (unavailable.State == StorageState.Damaged)
        {
            await Console.Error.WriteLineAsync("The database is damaged; put a good copy in its place. Nothing was changed.");
            return StartRefusedException.UnusableDatabase;
        }
        catch (StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync("The database cannot be written: the disk is full, read-only or failing. Nothing was changed.");
            return StartRefusedException.BadSettings;
        }
        await Console.Error.WriteLineAsync($"There is no account with the address {email} {Verbs[Verb].Of}.");
        return Nobody;
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

    private static bool IsSetting(string argument) => IsOption(argument) || argument.Contains('=', StringComparison.Ordinal);

    // an address may have an equals sign
    private static bool IsOption(string argument) => argument.StartsWith('-') || argument.StartsWith('/');
}
