namespace SecretsDashboard.Access;

/// <summary>A program that showed a live token: bound to one project and one environment.</summary>
internal sealed record TokenCaller(TokenEntry Token, string? Address, string RequestId)
{
    private const int LongestProgram = 40;

    /// <summary>What the program calls itself; null: it does not say. It is shown and never kept.</summary>
    public string? Program { get; init; }

    /// <summary>The first word of the header User-Agent, where it is one that can be shown.</summary>
    public static string? ProgramOf(string? agent)
    {
        var word = agent?.Split(' ')[0];
        return word is { Length: > 0 and <= LongestProgram } && word.All(each => char.IsAsciiLetterOrDigit(each) || each is '.' or '/' or '-' or '_') ? word : null;
    }

    public AuditActor Actor => AuditActor.Token(Token.Id, Token.Name, Address, RequestId);
}
