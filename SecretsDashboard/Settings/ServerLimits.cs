using SecretsDashboard.Access;

namespace SecretsDashboard.Settings;

/// <summary>The section <c>Limits</c> of the settings in words.</summary>
internal static class ServerLimits
{
    public static IReadOnlyList<ServerLimit> Of(LimitOptions limits) =>
    [
        Of("Requests with one token", limits.TokenRequestsPerSecond, "{0} a second", nameof(limits.TokenRequestsPerSecond)),
        Of("Requests without a valid token", limits.FailedTokensPerMinute, "{0} a minute from one network", nameof(limits.FailedTokensPerMinute)),
        Of("Requests of one person", limits.PersonRequestsPerSecond, "{0} a second", nameof(limits.PersonRequestsPerSecond)),
        Of("Downloads of the client", limits.ClientDownloadsPerMinute, "{0} a minute from one network", nameof(limits.ClientDownloadsPerMinute)),
        Of("Uploads at once", limits.BodyMegabytesAtOnce, "{0} MiB of one person or token", nameof(limits.BodyMegabytesAtOnce)),
        Of("Stored in a day", limits.StoredMegabytesPerDay, "{0} MiB by one person or token", nameof(limits.StoredMegabytesPerDay)),
        Of("Size of a project", limits.ProjectMegabytes, "{0} MiB of sealed values", nameof(limits.ProjectMegabytes)),
        Of("Versions in a project", limits.ProjectVersions, "{0}", nameof(limits.ProjectVersions)),
    ];

    private static ServerLimit Of(string name, int value, string words, string setting) =>
        new(name, value == 0 ? "No limit" : string.Format(System.Globalization.CultureInfo.CurrentCulture, words, value.ToString("N0", System.Globalization.CultureInfo.CurrentCulture)), $"Limits:{setting}");
}
