namespace SecretsDashboard.Secrets;

/// <summary>All that may be known of one secret but its values.</summary>
/// <param name="Item">The secret as the table shows it.</param>
/// <param name="Places">The environments in their order.</param>
/// <param name="Versions">The newest first, at most <see cref="MostVersions"/>.</param>
/// <param name="Receivers">Every token that ever received it, the latest first.</param>
/// <param name="Events">What the audit log says of it, the newest first; null: the person may not read the log.</param>
public sealed record SecretDetails(
    SecretListItem Item, IReadOnlyList<SecretPlace> Places, IReadOnlyList<SecretVersion> Versions, IReadOnlyList<SecretReceiver> Receivers, IReadOnlyList<SecretEvent>? Events)
{
    public const int MostVersions = 50;

    public const int MostEvents = 20;
}
