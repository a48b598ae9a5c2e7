namespace SecretsDashboard.Account;

/// <summary>Where to go on after signing in or confirming: an address of this site, or the overview.</summary>
internal static class LocalAddress
{
    /// <summary>It as a header may have it: written in ASCII, and without a way up in it.</summary>
    public static string Of(string? wanted) =>
        IsLocal(wanted) && Uri.TryCreate($"http://site{wanted}", UriKind.Absolute, out var address) && IsLocal(address.PathAndQuery) ? address.PathAndQuery + address.Fragment : "/";

    private static bool IsLocal(string? address) => address is "/" or ['/', not ('/' or '\\'), ..];
}
