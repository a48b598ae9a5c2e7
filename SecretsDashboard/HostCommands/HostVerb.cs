using SecretsDashboard.Data;

namespace SecretsDashboard.HostCommands;

/// <summary>One verb of the server's own machine.</summary>
/// <param name="arguments">What follows the verb, as the usage names it: one word for each argument.</param>
internal abstract class HostVerb(params string[] arguments)
{
    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>What a verb that could not store something leaves behind, in a sentence.</summary>
    public virtual string LeftBehind => "Nothing was changed.";

    /// <summary>Changes the services before they are built.</summary>
    public virtual void Prepare(IServiceCollection services)
    {
    }

    /// <summary>Makes sure before anything is opened that the data folder is as the verb needs it.</summary>
    /// <exception cref="StartRefusedException">It is not.</exception>
    public abstract void Require(StorageFolder folder);

    /// <summary>Runs over the services of a started database and says what it did, or why it did not.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public abstract Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
