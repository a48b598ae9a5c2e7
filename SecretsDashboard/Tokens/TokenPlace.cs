namespace SecretsDashboard.Tokens;

/// <summary>How a token is used in one kind of place, as lines to copy. In them <c>{once}</c> stands for the token, which the browser alone has.</summary>
/// <param name="Name">What the place is called.</param>
/// <param name="Hint">What to know before copying.</param>
/// <param name="Lines">To paste as they are. The last one does nothing but count, so it works before there is a program.</param>
public sealed record TokenPlace(string Name, string Hint, string Lines);
