using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.HostCommands;

/// <summary>
/// A verb run on the server's own machine instead of the server, which must be stopped: the command holds its data folder. Settings
/// may follow it. <c>reset-password EMAIL</c> prints a link with which that person sets a new password; <c>reset-second-factor EMAIL</c>
/// takes the second factor of a person who lost theirs; <c>demo</c> fills an empty folder with synthetic data.
/// </summary>
internal sealed record HostCommand(string Verb, IReadOnlyList<string> Arguments)
{
    /// <summary>The exit code for a verb or arguments that are none.</summary>
    public const int UsageExitCode = 64;

    private static readonly Dictionary<string, HostVerb> Verbs = new()
    {
        ["reset-password"] = new AccountVerb(ResetPasswordAsync, "that can sign in"),
        ["reset-second-factor"] = new AccountVerb(ResetSecondFactorAsync, "that can sign in and has a second factor"),
        ["demo"] = new DemoVerb(),
    };

    /// <summary>What is wrong with the command itself; null: nothing.</summary>
    public string? Problem =>
        !Verbs.TryGetValue(Verb, out var known) ? $"There is no command {Verb}; there is: {string.Join(", ", Verbs.Keys.Select(Usage))}"
        : Arguments.Count != known.Arguments.Count ? $"Usage: {Usage(Verb)}"
        : null;

    /// <summary>What the command line asks for; null: to run the server. Settings may stand before the command and after it.</summary>
    public static HostCommand? Of(string[] args)
    {
        var at = 0;
        while (at < args.Length && IsSetting(args[at]))
        {
            // --Urls http://localhost:5080 is two words
            at += args[at].Contains('=', StringComparison.Ordinal) ? 1 : 2;
        }
        return at < args.Length ? new HostCommand(args[at], [.. args.Skip(at + 1).TakeWhile((argument, place) => place == 0 ? !IsOption(argument) : !IsSetting(argument))]) : null;
    }

    /// <inheritdoc cref="HostVerb.Prepare"/>
    public void Prepare(IServiceCollection services) => Verbs[Verb].Prepare(services);

    /// <inheritdoc cref="HostVerb.Require"/>
    public void Require(StorageFolder folder) => Verbs[Verb].Require(folder);

    /// <summary>Runs it over the services of a started database.</summary>
    /// <returns>The exit code: that of the verb; as of a refused start where nothing could be stored.</returns>
    public async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            return await Verbs[Verb].RunAsync(services, Arguments, cancellationToken);
        }
        catch (StorageUnavailableException unavailable) when (unavailable.State == StorageState.Locked)
        {
            await Console.Error.WriteLineAsync($"Another program holds a lock on the database, perhaps a sqlite3 shell with an open transaction; end it and try again. {Verbs[Verb].LeftBehind}");
            return StartRefusedException.FolderInUse;
        }
        catch (StorageUnavailableException unavailable) when (unavailable.State == StorageState.Damaged)
        {
            await Console.Error.WriteLineAsync($"The database is damaged; put a good copy in its place. {Verbs[Verb].LeftBehind}");
            return StartRefusedException.UnusableDatabase;
        }
        catch (StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"The database cannot be written: the disk is full, read-only or failing. {Verbs[Verb].LeftBehind}");
            return StartRefusedException.BadSettings;
        }
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

    private static string Usage(string verb) => string.Join(' ', [verb, .. Verbs[verb].Arguments]);

    private static bool IsSetting(string argument) => IsOption(argument) || argument.Contains('=', StringComparison.Ordinal);

    // an address may have an equals sign
    private static bool IsOption(string argument) => argument.StartsWith('-') || argument.StartsWith('/');
}
