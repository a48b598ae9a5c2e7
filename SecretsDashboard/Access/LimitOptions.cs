namespace SecretsDashboard.Access;

/// <summary>The section <c>Limits</c> of the settings (docs/operations.md); 0 turns one off.</summary>
internal sealed class LimitOptions
{
    /// <summary>Requests a second with one token.</summary>
    public int TokenRequestsPerSecond { get; set; } = 100;

    /// <summary>Requests a minute without a valid token from one network.</summary>
    public int FailedTokensPerMinute { get; set; } = 10;

    /// <summary>Downloads of the client a minute from one network.</summary>
    public int ClientDownloadsPerMinute { get; set; } = 60;

    /// <summary>Requests, and changes made in an open page, a second of one person; ten seconds' worth may come at once.</summary>
    public int PersonRequestsPerSecond { get; set; } = 100;

    /// <summary>MiB of bodies that are received at once from one person or with one token.</summary>
    public int BodyMegabytesAtOnce { get; set; } = 8;

    /// <summary>MiB that one person, or one token, writes a day: sealed values, rows and lines of the audit log.</summary>
    public int StoredMegabytesPerDay { get; set; } = 128;

    /// <summary>MiB of sealed values that one project holds, old versions too.</summary>
    public int ProjectMegabytes { get; set; } = 256;

    /// <summary>Versions of values that one project holds.</summary>
    public int ProjectVersions { get; set; } = 500_000;

    /// <summary>The names of those that are below 0 or beyond what can be counted.</summary>
    public IEnumerable<string> Wrong() => new (string Name, int Value, int Most)[]
    {
        (nameof(TokenRequestsPerSecond), TokenRequestsPerSecond, 1_000_000),
        (nameof(FailedTokensPerMinute), FailedTokensPerMinute, 1_000_000),
        (nameof(ClientDownloadsPerMinute), ClientDownloadsPerMinute, 1_000_000),
        (nameof(PersonRequestsPerSecond), PersonRequestsPerSecond, 1_000_000),
        (nameof(BodyMegabytesAtOnce), BodyMegabytesAtOnce, 1_024),
        (nameof(StoredMegabytesPerDay), StoredMegabytesPerDay, 1_048_576),
        (nameof(ProjectMegabytes), ProjectMegabytes, 1_048_576),
        (nameof(ProjectVersions), ProjectVersions, 1_000_000_000),
    }.Where(setting => setting.Value < 0 || setting.Value > setting.Most).Select(setting => $"Limits:{setting.Name} is 0 (no limit) to {setting.Most:N0}.");
}
