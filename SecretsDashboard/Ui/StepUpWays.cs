namespace SecretsDashboard.Ui;

/// <summary>With what the person can confirm that it is them; it cascades to <see cref="StepUpDialog"/>.</summary>
public sealed record StepUpWays(bool Password, bool Passkey);
