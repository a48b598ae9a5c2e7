using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Settings;

/// <summary>
/// How the server stands, for its Owners: what the checks of <c>/healthz/ready</c> say, and what no monitor is told, because it names places. It mends nothing.
/// </summary>
internal sealed class HealthReader(AccessGuard guard, HealthCheckService checks, StorageFolder folder, DiskSpace space, Reserve reserve, KeyPlace key)
{
    /// <exception cref="AccessDeniedException">The caller is no Owner.</exception>
    public async Task<IReadOnlyList<HealthLine>> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var head = await guard.ReadAsync(caller, Permission.ManageInstance, null, deed => deed.Db.AuditHead.AsNoTracking().SingleOrDefaultAsync(cancellationToken), cancellationToken);
        var found = (await checks.CheckHealthAsync(cancellationToken)).Entries;
        return
        [
            HealthWords.Key(key.Description, key.IsThere),
            HealthWords.Database(Word("storage"), SizeOf(folder.Database), folder.Database),
            HealthWords.Log(SizeOf($"{folder.Database}-wal")),
            HealthWords.Disk(space.Look(), space.PercentUsed, space.IsLow, reserve.IsGivenUp),
            HealthWords.Values(Word("integrity")),
            HealthWords.Deliveries(Word("record"), Word("storage")),
            HealthWords.Audit(head?.Seq ?? 0, head is { Seal.Length: > 0 }),
            HealthWords.Clock(Word("clock")),
        ];

        string Word(string check) => found.TryGetValue(check, out var entry) && entry.Exception is null ? entry.Description ?? "failing" : "failing";
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
