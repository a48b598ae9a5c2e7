namespace SecretsDashboard.Secrets;

/// <summary>What a program of a team's project receives: the own secrets, and what the organization shares where there is none under that key, whatever its case.</summary>
internal static class SharedMerge
{
    /// <summary>Both together in ordinal order of their keys: the own ones win.</summary>
    public static IReadOnlyList<T> Merge<T>(IReadOnlyList<T> own, IEnumerable<T> shared, Func<T, string> keyOf)
    {
        var taken = own.Select(each => SecretKey.Fold(keyOf(each))).ToHashSet(StringComparer.Ordinal);
        return [.. own.Concat(shared.Where(each => !taken.Contains(SecretKey.Fold(keyOf(each))))).OrderBy(keyOf, StringComparer.Ordinal)];
    }
}
