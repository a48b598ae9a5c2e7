namespace SecretsDashboard.Secrets;

/// <summary>A line of the audit log about one secret, in words.</summary>
public sealed record SecretEvent(long Seq, DateTime At, string Who, string Text);
