namespace SecretsDashboard.Data;

/// <summary>Where the data folder lies and what is kept free on its disk (section <c>Storage</c>). Relative paths count from the content root.</summary>
internal sealed class StorageOptions
{
    public string Directory { get; set; } = "data";

    /// <summary>From which share of its disk on the server warns, in percent; 0: never.</summary>
    public int WarnAtPercentUsed { get; set; } = 80;

    /// <summary>How much room is kept for the record of deliveries on a full disk; 0: none.</summary>
    public int ReserveMegabytes { get; set; } = 8;
}
