namespace SecretsDashboard.Shell;

/// <summary>A page one may go to: its name, its address, and in the navigation the icon before it.</summary>
/// <param name="WithTabs">Other pages belong to it, whose addresses begin with its own.</param>
/// <param name="Count">How much is there; null: not said.</param>
public sealed record HousePage(string Name, string Address, string Icon = "", bool WithTabs = false, int? Count = null)
{
    /// <summary>Is this the page that the path belongs to?</summary>
    public bool IsAt(string path) => path.Equals(Address, StringComparison.OrdinalIgnoreCase)
        || (WithTabs && path.StartsWith(Address + "/", StringComparison.OrdinalIgnoreCase));
}
