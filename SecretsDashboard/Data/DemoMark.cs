namespace SecretsDashboard.Data;

/// <summary>Whether the instance is one with demo data, as every page says. <see cref="DatabaseStartup"/> sets it once, before the server listens.</summary>
internal sealed class DemoMark
{
    public bool IsDemo { get; set; }
}
