namespace SecretsDashboard.Secrets;

/// <summary>In words, where programs receive a secret and where they do not.</summary>
/// <param name="Text">The environments without a value, by name.</param>
/// <param name="IsMissing">There is such an environment.</param>
internal readonly record struct SecretGaps(string Text, bool IsMissing)
{
    // of more it is told first how many they are
    private const int Few = 2;

    public static SecretGaps Of(IReadOnlyList<SecretColumn> columns, IReadOnlyList<SecretCell> cells)
    {
        var names = columns.Zip(cells).Where(each => each.Second is { IsSet: false, IsShared: false, IsNotNeeded: false }).Select(each => each.First.Name).ToList();
        return new SecretGaps(
            names.Count == 0 ? cells.Any(cell => cell.IsNotNeeded) ? "Set where it is needed" : "Set everywhere"
            : names.Count == columns.Count ? "Not set anywhere"
            : names.Count <= Few ? $"Not set: {string.Join(", ", names)}"
            : $"{names.Count} of {columns.Count} not set: {string.Join(", ", names)}",
            names.Count > 0);
    }
}
