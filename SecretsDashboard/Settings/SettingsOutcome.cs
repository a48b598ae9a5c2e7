namespace SecretsDashboard.Settings;

/// <summary>What became of a change to the settings; a problem names the rule, and then nothing was stored.</summary>
internal sealed record SettingsOutcome(string? Problem)
{
    public static readonly SettingsOutcome Done = new((string?)null);

    public bool IsDone => Problem is null;
}
