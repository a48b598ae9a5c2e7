namespace SecretsDashboard.Secrets;

/// <summary>A version of a value: when it was set and by whom. The value itself is not in it.</summary>
/// <param name="By">The name of the person or program.</param>
public sealed record SecretVersion(string Environment, long Number, DateTime At, string By, bool IsCurrent);
