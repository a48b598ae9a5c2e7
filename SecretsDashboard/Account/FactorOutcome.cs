namespace SecretsDashboard.Account;

/// <summary>What became of a change to one's own second factors: done, or the sentence that says why not; then nothing was stored.</summary>
/// <param name="RecoveryCodes">New codes, to be shown this once; empty where none were made.</param>
internal sealed record FactorOutcome(string? Problem, IReadOnlyList<string> RecoveryCodes)
{
    public static readonly FactorOutcome Done = new(null, []);

    public static readonly FactorOutcome LastOne = new("This server requires a second factor, and this is your only one: set up another one first.", []);

    public static readonly FactorOutcome NoWayIn = new("This is your only way to sign in: set a password or add another passkey first.", []);

    public static readonly FactorOutcome PasskeyNotMade = new("The passkey was not made. Try again.", []);

    public static readonly FactorOutcome NotConfirmed = new("Neither your password nor a code that counts. Each code counts once.", []);

    public bool IsDone => Problem is null;

    public static FactorOutcome Refused(string problem) => new(problem, []);
}
