namespace SecretsDashboard.Settings;

/// <summary>A limit that the settings of the server say.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Text">How much of it, in words.</param>
/// <param name="Setting">The name of the setting.</param>
public sealed record ServerLimit(string Name, string Text, string Setting);
