namespace SecretsDashboard.Secrets;

/// <summary>A sentence for a person, and the field of the form it belongs to.</summary>
internal sealed record SaveMessage(string Field, string Text);
