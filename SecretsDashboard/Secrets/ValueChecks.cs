using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Tells a save, an import or a preview which of the values given are the stored ones, as often as the <see cref="CheckBudget"/> allows, each time on
/// record. Past that nothing is compared, so that no answer, version or time can depend on it.
/// </summary>
internal sealed class ValueChecks(CheckBudget budget, ValueComparison comparison)
{
    /// <summary>
    /// Compares what is given where there is a value. Audited as <c>secret.checked</c>: once, whether anything is the same; not of a program that may
    /// read the values itself.
    /// </summary>
    /// <param name="deed">A changing deed.</param>
    /// <param name="known">What is there; what is the same is marked in it.</param>
    /// <param name="given">The values and their places.</param>
    /// <param name="isImport">A file of names, which are counted in the line; else it is one secret, which is named.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False: it was not compared, and must be treated as another value.</returns>
    public async Task<bool> CheckAsync(
        Deed deed, KnownSecrets known, IEnumerable<(Secret Secret, SecretColumn Column, ValueComparison.Given Value)> given, bool isImport, CancellationToken cancellationToken)
    {
        var there = given.Where(each => known.LengthOf(each.Secret, each.Column) > 0).ToList();
        if (there.Count == 0)
        {
            return true;
        }
        if (!await budget.HasRoomAsync(deed, cancellationToken))
        {
            return false;
        }
        await comparison.CompareAsync(deed, known, there, cancellationToken);
        if (!deed.ReadsValues)
        {
            var line = new AuditLine(AuditAction.SecretChecked)
            {
                Outcome = there.Exists(each => known.IsSame(each.Secret, each.Column)) ? AuditLine.Matched : AuditLine.NotMatched,
                Environments = [.. there.Select(each => each.Column.Slug).Distinct()],
            };
            var secrets = there.Select(each => each.Secret).Distinct().ToList();
            deed.Record(isImport ? line with { Names = secrets.Count } : line with { TargetId = secrets[0].Id, TargetName = secrets[0].Key });
        }
        return true;
    }

    /// <summary>
    /// Puts on record what a reading deed compared, outside the write gate. Only then it may be told.
    /// </summary>
    /// <param name="deed">A changing deed of the same person.</param>
    /// <param name="lines">What the reading deed recorded.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False: others were told so often meanwhile that this must not be.</returns>
    public async Task<bool> TellAsync(Deed deed, IReadOnlyList<AuditLine> lines, CancellationToken cancellationToken)
    {
        if (!await budget.HasRoomAsync(deed, cancellationToken))
        {
            return false;
        }
        foreach (var line in lines)
        {
            deed.Record(line);
        }
        return true;
    }
}
