using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Makes sentences of <see cref="CheckFacts"/>, in the order in which one looks: the value, its name, the token, what the token did.</summary>
internal static class CheckLines
{
    public static IReadOnlyList<CheckLine> Of(CheckFacts facts)
    {
        var lines = new List<CheckLine> { Value(facts) };
        if (facts is { Version: not null, IsShared: true })
        {
            lines.Add(new CheckLine(CheckState.LookHere, "The organization shares a secret with this key. Programs get this project's value instead."));
        }
        lines.Add(new CheckLine(CheckState.Fine, $"Its name is {facts.Key}. Programs ask for exactly that: upper and lower case count."));
        lines.AddRange(facts.SeesTokens && !(facts.IsOrganization && facts.Token is null) ? OfToken(facts) : OfAnyProgram(facts));
        return lines;
    }

    private static CheckLine Value(CheckFacts facts) => facts switch
    {
        { Version: { } version } => new CheckLine(CheckState.Fine, $"{facts.Environment} has a value: version {version.Number}, set", version.At, $" by {version.By}."),
        { IsShared: true } => new CheckLine(CheckState.Fine, $"{facts.Environment} has no value of its own. Programs get the one that the organization shares."),
        _ => new CheckLine(CheckState.LookHere, $"{facts.Environment} has no value, so programs there do not get it.") { MendsValue = facts.CanSet },
    };

    private static IEnumerable<CheckLine> OfAnyProgram(CheckFacts facts)
    {
        yield return facts.ReceivedAt is { } at
            ? new CheckLine(CheckState.Fine, $"A program in {facts.Environment} last received it", at, ".")
            : new CheckLine(CheckState.LookHere, $"No program in {facts.Environment} has received it yet.");
        yield return new CheckLine(CheckState.Unknown, facts.IsOrganization
            ? "Programs of other projects receive it with tokens of their own. Their project's tokens page tells more."
            : "Managers of this project see more here: the token of the program, and why it was refused.");
    }

    private static IEnumerable<CheckLine> OfToken(CheckFacts facts)
    {
        if (facts.Token is not { } token)
        {
            yield return new CheckLine(CheckState.LookHere, $"{facts.Environment} has no token, so no program receives anything from it.") { Link = New(facts) };
            yield break;
        }
        yield return State(facts, token);
        yield return token.Rights.HasFlag(TokenRights.Read)
            ? new CheckLine(CheckState.Fine, "The token may read values.")
            : new CheckLine(CheckState.LookHere, "The token may not read values. Its rights stay as they are: make a new one with Read values.") { Link = New(facts) };
        if (token.Addresses.Length > 0)
        {
            yield return new CheckLine(CheckState.Unknown, $"The token is let in from {token.Addresses.Replace(",", ", ", StringComparison.Ordinal)} only. Does the program run there?");
        }
        yield return Refusal(facts);
        yield return Delivery(facts, token);
    }

    private static CheckLine State(CheckFacts facts, CheckToken token) => token switch
    {
        { IsRevoked: true, EndedAt: { } at } => new CheckLine(CheckState.LookHere, $"{token.Name} was revoked", at, " and is refused.") { Link = New(facts) },
        { EndedAt: { } at } => new CheckLine(CheckState.LookHere, $"{token.Name} expired", at, " and is refused.") { Link = ($"{Tokens(facts)}?renew={token.PublicId}", "Renew it") },
        _ => new CheckLine(CheckState.Fine, $"{token.Name} is live. It expires", token.ExpiresAt, "."),
    };

    private static CheckLine Refusal(CheckFacts facts)
    {
        if (facts.Refusal is not { } refusal)
        {
            return new CheckLine(CheckState.Fine, "The token was not refused lately.");
        }
        var isOver = facts.ReceivedAt > refusal.At;
        var from = refusal.From.Length == 0 ? "" : $" from {refusal.From}";
        return new CheckLine(isOver ? CheckState.Fine : CheckState.LookHere, "The token was last refused", refusal.At, $"{from}: {Reason(refusal.Reason)}.{(isOver ? " It has received this secret since." : "")}")
        {
            Link = isOver ? null : ($"{ProjectAddress.Of(facts.Project)}/audit", "Show the audit log"),
        };
    }

    private static CheckLine Delivery(CheckFacts facts, CheckToken token) => facts switch
    {
        { ReceivedAt: { } at, ReceivedVersion: { } received, Version.Number: var current } when received < current =>
            new CheckLine(CheckState.LookHere, $"The token last received version {received},", at, $". It gets version {current} when its program next asks: restart it."),
        { ReceivedAt: { } at, ReceivedVersion: { } received } => new CheckLine(CheckState.Fine, $"The token last received version {received},", at, "."),
        { ReceivedAt: { } at } => new CheckLine(CheckState.Fine, "The token last received it", at, "."),
        _ when token.LastUsedAt is { } used => new CheckLine(CheckState.LookHere, "The token never received it. It was last used", used, "."),
        _ => new CheckLine(CheckState.LookHere, "The token was never used. Does the program have SECRETS_URL and SECRETS_TOKEN?"),
    };

    private static string Reason(string word) => word switch
    {
        AccessDeniedException.UnknownTarget => "it asked for a key that there is not",
        AccessDeniedException.TokenEnded => "the token had ended",
        AccessDeniedException.ForeignAddress => "this address is not among the allowed ones",
        _ => AuditReason.Words.GetValueOrDefault(word, word),
    };

    private static string Tokens(CheckFacts facts) => $"{ProjectAddress.Of(facts.Project)}/tokens";

    private static (string, string) New(CheckFacts facts) => (Tokens(facts), "Go to the tokens");
}
