namespace SecretsDashboard.Account;

/// <summary>Says in two words which browser on which system a user agent is: enough to know one's own devices again. What it does not know it calls so.</summary>
internal static class DeviceName
{
    // in this order: what comes first names itself like what comes later as well
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Of(string userAgent) => $"{Find(Browsers, userAgent) ?? "Unknown browser"} on {Find(Systems, userAgent) ?? "an unknown system"}";

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.Where(each => userAgent.Contains(each.Mark, StringComparison.Ordinal)).Select(each => each.Name).FirstOrDefault();
}
