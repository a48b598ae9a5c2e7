namespace SecretsDashboard.Ui;

/// <summary>A sentence for a person, and the field of the form it belongs to.</summary>
internal sealed record FormMessage(string Field, string Text);
