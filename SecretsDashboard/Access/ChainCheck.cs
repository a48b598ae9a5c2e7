namespace SecretsDashboard.Access;

/// <summary>
/// Verifies the whole chain in the background for everybody who looks at it: one run at a time, and what is less than ten
/// minutes old is good enough unless somebody asks anew.
/// </summary>
internal sealed class ChainCheck(AuditVerifier verifier, TimeProvider time, ILogger<ChainCheck> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private Task<ChainState>? run;

    /// <summary>What the last run found; null: none has ended yet, or it could not be done.</summary>
    public ChainState? Last
    {
        get
        {
            lock (gate)
            {
                return run is { IsCompletedSuccessfully: true } ? run.Result : null;
            }
        }
    }

    /// <summary>How the chain stands.</summary>
    /// <param name="anew">Do not answer with an earlier run's result; one that is on its way counts.</param>
    public Task<ChainState> RunAsync(bool anew)
    {
        lock (gate)
        {
            var isGood = run is { IsCompleted: false } || (!anew && run is { IsCompletedSuccessfully: true } && time.GetUtcNow().UtcDateTime - run.Result.At < Fresh);
            return isGood ? run! : run = Task.Run(VerifyAsync);
        }
    }

    private async Task<ChainState> VerifyAsync()
    {
        try
        {
            var (verified, fault) = await verifier.VerifyAsync(CancellationToken.None);
            return new ChainState(verified, fault, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The audit log could not be verified.");
            throw;
        }
    }
}
