namespace SecretsDashboard.Cli;

/// <summary>
/// Where the server is: SECRETS_URL or this machine. It refuses addresses over which the token would travel in the clear, and
/// addresses that carry anything but a place.
/// </summary>
internal static class ServerAddress
{
    public const string Variable = "SECRETS_URL";
    private static readonly string[] Calls = ["/api/v1", "/api"];
    private const string Default = "http://localhost:5080";

    /// <summary>The address, always with a closing slash.</summary>
    /// <exception cref="ClientFailure">The variable holds something else.</exception>
    public static Uri Read() => Parse(Environment.GetEnvironmentVariable(Variable)?.Trim());

    /// <param name="text">What the variable holds; null or empty: this machine.</param>
    /// <exception cref="ClientFailure">It is no address this client may use.</exception>
    public static Uri Parse(string? text)
    {
        if (!Uri.TryCreate(string.IsNullOrEmpty(text) ? Default : text, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw Refused("is no http or https address; it looks like https://secrets.example.com");
        }

        if (address.UserInfo != "" || address.Query != "" || address.Fragment != "")
        {
            throw Refused("may hold scheme, host, port and path only; the token belongs in SECRETS_TOKEN");
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            throw Refused("is plain http to another machine, where anyone on the way reads the token; use https");
        }

        if (Calls.FirstOrDefault(call => address.AbsolutePath.TrimEnd('/').EndsWith(call, StringComparison.OrdinalIgnoreCase)) is { } calls)
        {
            throw Refused($"ends in {calls}, which this program adds itself; leave it out");
        }

        return address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }

    private static ClientFailure Refused(string why) => new(ExitCode.BadSettings, $"{Variable} {why}");
}
