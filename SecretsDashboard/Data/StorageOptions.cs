namespace SecretsDashboard.Data;

/// <summary>Where the data folder lies (section <c>Storage</c>). Relative paths count from the content root.</summary>
internal sealed class StorageOptions
{
    public string Directory { get; set; } = "data";
}
