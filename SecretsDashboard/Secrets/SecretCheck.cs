namespace SecretsDashboard.Secrets;

/// <summary>Why a program may not get a secret in one environment, as far as the server knows.</summary>
/// <param name="Key">As programs must ask for it.</param>
/// <param name="Environment">Slug of the environment.</param>
/// <param name="Tokens">Those of the environment, the likeliest first; empty: there are none, or the person may not see them.</param>
/// <param name="Token">The one that is looked at.</param>
/// <param name="Lines">In the order in which one looks.</param>
internal sealed record SecretCheck(string Key, string Environment, IReadOnlyList<CheckToken> Tokens, Guid? Token, IReadOnlyList<CheckLine> Lines)
{
    /// <summary>Says on the program's machine whether the secret arrives, and how long it is, but not what it is.</summary>
    public string Command => $"secrets run --only {Key} -- sh -c 'echo \"{Key} arrived: ${{#{Key}}} characters\"'";
}
