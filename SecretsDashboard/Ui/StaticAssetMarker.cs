namespace SecretsDashboard.Ui;

/// <summary>Marks the endpoints of static assets: anonymous, and with cache headers of their own.</summary>
internal sealed class StaticAssetMarker;
