using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.HostCommands;

/// <summary>Does something for the account with an address.</summary>
/// <param name="deed">Does it and answers what to say then; null: it can do nothing for this address.</param>
/// <param name="of">Which accounts it can do it for.</param>
internal sealed class AccountVerb(Func<IServiceProvider, string, CancellationToken, Task<string?>> deed, string of) : HostVerb("EMAIL")
{
    private const int Nobody = 67;

    /// <summary>A command makes no new instance where there is none.</summary>
    /// <exception cref="StartRefusedException">There is no database in the data folder.</exception>
    public override void Require(StorageFolder folder)
    {
        if (!File.Exists(folder.Database))
        {
            throw new StartRefusedException(StartRefusedException.BadSettings, $"Storage:Directory: there is no database in {folder.Path}.");
        }
    }

    /// <returns>0; 67 for an address without such an account.</returns>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public override async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var email = PersonEmail.Tidy(arguments[0]);
        if (await deed(services, email, cancellationToken) is { } said)
        {
            await Console.Out.WriteLineAsync(said);
            return 0;
        }
        await Console.Error.WriteLineAsync($"There is no account with the address {email} {of}.");
        return Nobody;
    }
}
