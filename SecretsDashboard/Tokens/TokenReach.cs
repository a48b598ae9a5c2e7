namespace SecretsDashboard.Tokens;

/// <summary>What a token of one environment would receive now: how many secrets, and none of their values.</summary>
/// <param name="Environment">Slug of the environment.</param>
/// <param name="Own">Secrets that have a value there.</param>
/// <param name="Shared">The organization's beneath them.</param>
/// <param name="FirstKey">One of the keys, as an example; null: there is none.</param>
public sealed record TokenReach(string Environment, int Own, int Shared, string? FirstKey)
{
    /// <summary>The same as a sentence.</summary>
    public string Sentence => (Own + Shared, Shared) switch
    {
        (0, _) => "It would receive nothing yet: no secret has a value there.",
        (var all, 0) => $"It receives {Secrets(all)}.",
        (var all, var shared) => all == shared ? $"It receives {Secrets(all)}, all shared." : $"It receives {Secrets(all)}, {shared:N0} of them shared.",
    };

    private static string Secrets(int count) => count == 1 ? "1 secret" : $"{count:N0} secrets";
}
