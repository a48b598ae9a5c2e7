namespace SecretsDashboard.Secrets;

/// <summary>A secret, the project it is in, and that project's environments in the order of its cells.</summary>
public sealed record PlacedSecret(SecretHome Home, IReadOnlyList<SecretColumn> Columns, SecretListItem Item)
{
    /// <summary>The page of the project with the panel of this secret.</summary>
    public string Address => new SecretQuery().Address(Home.Address, Item.Key);
}
