namespace SecretsDashboard.Account;

/// <summary>The code that came with a link, and the name that was typed in its form.</summary>
internal sealed record LinkAttempt(string? Code, string? Name)
{
    // the one of the compiler would name the code
    public override string ToString() => nameof(LinkAttempt);
}
