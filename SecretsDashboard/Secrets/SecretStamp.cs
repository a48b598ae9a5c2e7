namespace SecretsDashboard.Secrets;

/// <summary>A secret as somebody saw it: which one, and in which state. One that was deleted and added anew under its key is another.</summary>
/// <param name="Id">The secret.</param>
/// <param name="Revision">Grows with every change of it.</param>
public sealed record SecretStamp(Guid Id, long Revision);
