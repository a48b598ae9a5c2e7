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
        var answer = Fetch(cache, out var isFresh);
        var delivered = DeliveredSecrets.Read(answer);
        var variables = ChildVariables.From(delivered, Only);
        if (isFresh)
        {
            Keep(cache, answer);
        }

        CryptographicOperations.ZeroMemory(answer);
        return Launch.Start(Command, variables, PreserveEnvironment);
    }

    private byte[] Fetch(AnswerCache? cache, out bool isFresh)
    {
        isFresh = true;
        try
        {
            using var client = new ApiClient(address, token, limit);
            return client.Deliver();
        }
        catch (ClientFailure failure) when (cache is not null && failure.TokenRefused)
        {
            cache.Forget();
            throw;
        }
        catch (ClientFailure failure) when (cache is not null && failure.ServerNotReached)
        {
            isFresh = false;
            if (cache.Recall(CacheAge!.Value) is not var (answer, age))
            {
                throw new ClientFailure(failure.ExitCode, $"{failure.Message}; the cache has no answer for this token that is young enough");
            }

            Notice.Write($"the server cannot be reached: using what it answered {Duration.Text(age)} ago");
            return answer;
        }
    }

    // what was fetched is good, kept or not
    private static void Keep(AnswerCache? cache, byte[] answer)
    {
        try
        {
            cache?.Keep(answer);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Notice.Write("the answer could not be kept in the cache; check the cache folder and its disk");
        }
    }
}
