using System.Security.Cryptography;

namespace SecretsDashboard.Cli;

/// <summary>
/// `secrets run`: fetches the environment's secrets and starts the command with them. Whatever goes wrong before that, the
/// command does not start.
/// </summary>
internal sealed class RunCommand(Uri address, Token token, TimeSpan limit)
{
    public required string[] Command { get; init; }

    public required IReadOnlyCollection<string> Only { get; init; }

    public required bool PreserveEnvironment { get; init; }

    /// <summary>How old a kept answer may be; null: none is kept or used.</summary>
    public required TimeSpan? CacheAge { get; init; }

    /// <summary>Returns only where a system cannot replace this process by the command.</summary>
    /// <exception cref="ClientFailure">The command was not started.</exception>
    public int Run()
    {
        if (CacheAge is not null)
        {
            OpenSsl.Require("--cache");
        }

        var cache = CacheAge is null ? null : new AnswerCache(CacheFolder.Find(), address, token, TimeProvider.System);
        var (answer, delivered, isFresh) = Fetch(cache);
        var variables = ChildVariables.From(delivered, Only);
        if (isFresh)
        {
            Keep(cache, answer);
        }

        CryptographicOperations.ZeroMemory(answer);
        return Launch.Start(Command, variables, PreserveEnvironment);
    }

    private (byte[] Answer, Dictionary<string, byte[]> Delivered, bool IsFresh) Fetch(AnswerCache? cache)
    {
        var kept = cache?.Recall(CacheAge!.Value);
        try
        {
            // a kept answer stands in at once; where there is none the server is waited for
            using var client = new ApiClient(address, token, limit);
            var answer = client.Deliver(isPatient: kept is null);
            var delivered = DeliveredSecrets.Read(answer);
            CryptographicOperations.ZeroMemory(kept?.Answer);
            return (answer, delivered, true);
        }
        catch (ClientFailure failure) when (cache is not null && failure.TokenRefused)
        {
            cache.Forget();
            throw;
        }
        catch (ClientFailure failure) when (cache is not null && failure.ServerSilent)
        {
            if (kept is not var (answer, age))
            {
                throw new ClientFailure(failure.ExitCode, $"{failure.Message}; the cache has no answer for this token that is young enough");
            }

            Notice.Write($"using the answer that the server gave {Duration.Text(age)} ago, because {failure.Message}");
            return (answer, DeliveredSecrets.Read(answer), false);
        }
    }

    // what was fetched is good, kept or not
    private void Keep(AnswerCache? cache, byte[] answer)
    {
        try
        {
            cache?.Keep(answer, CacheAge!.Value);
            cache?.RemoveOld();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Notice.Write("the answer could not be kept in the cache; check the cache folder and its disk");
        }
    }
}
