namespace SecretsDashboard.Account;

/// <summary>Where to go on after signing in or confirming: an address of this site, or the overview.</summary>
internal static class LocalAddress
{
    public static string Of(string? wanted) => wanted is ['/', not ('/' or '\\'), ..] ? wanted : "/";
}
