namespace SecretsDashboard.Cli;

/// <summary>
/// The token this run acts with, from --token-file or else SECRETS_TOKEN. It refuses text that cannot be a token before any of it
/// goes out, and never shows itself.
/// </summary>
internal sealed class Token
{
    public const string Variable = "SECRETS_TOKEN";
    private const string Start = "sdt_";
    private const int Longest = 512;

    private Token(string text) => Text = text;

    /// <summary>The token itself: for the request's header and the cache's key only.</summary>
    public string Text { get; }

    /// <summary>The public part, "sdt_" and twelve characters; empty where the token has another shape.</summary>
    public string Id => Text.Split('_') is ["sdt", var id, _] ? $"sdt_{id}" : "";

    /// <param name="file">What --token-file names; null: the variable counts.</param>
    /// <exception cref="ClientFailure">There is none, it is badly kept, or it is not a token.</exception>
    public static Token Read(string? file)
    {
        var source = file is null ? Variable : "the token file";
        var text = (file is null ? Environment.GetEnvironmentVariable(Variable) : TokenFile.Read(file))?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            throw new ClientFailure(
                ExitCode.BadSettings,
                file is null ? $"no token: set {Variable} or give --token-file FILE; tokens are made on the project's Tokens page" : "the token file is empty");
        }

        return Parse(text)
            ?? throw new ClientFailure(ExitCode.BadSettings, $"{source} holds no token of a SecretsDashboard, and nothing was sent: such a token is one word that starts with sdt_; copy it again in one piece");
    }

    /// <summary>Null: the text is no token of a SecretsDashboard, and may be one of something else. Whether it is a good one, the server says.</summary>
    public static Token? Parse(string text) =>
        text.Length <= Longest && text.StartsWith(Start, StringComparison.Ordinal) && text.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_') ? new Token(text) : null;
}
