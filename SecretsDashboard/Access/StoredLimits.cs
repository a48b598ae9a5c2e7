using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Keeps the disk from being filled by one: what a person or a token writes a day, and what a project holds. A project is counted by
/// the first who writes into it, outside the gate, and anew once something of it was deleted.
/// </summary>
internal sealed class StoredLimits(Budget budget, IOptions<LimitOptions> options)
{
    private const int Kilobyte = 1024;

    // what a row, its indexes and a line of the audit log take beside what is sealed
    private const int Row = 256;
    private const int Line = Kilobyte;

    private readonly ConcurrentDictionary<Guid, Held> projects = new();

    private long MostBytes => options.Value.ProjectMegabytes * 1024L * Kilobyte;

    private int MostVersions => options.Value.ProjectVersions;

    /// <summary>Asks before anything is read or done whether this person or token may write at all today.</summary>
    /// <exception cref="LimitReachedException">They may not.</exception>
    public void Ask(Guid who) => budget.Take(who, Cost.StoredKilobyte, 0).Dispose();

    /// <summary>Asks outside the gate whether the project has room for anything.</summary>
    /// <exception cref="LimitReachedException">It has none.</exception>
    public async Task AskAsync(AppDbContext db, Project project, CancellationToken cancellationToken)
    {
        if (!projects.TryGetValue(project.Id, out var held))
        {
            held = projects.GetOrAdd(project.Id, await CountAsync(db, project.Id, cancellationToken));
        }
        Require(held, new(1, 1));
    }

    /// <summary>Takes what a deed is about to write off both, within its transaction; the project's share counts once it is committed.</summary>
    /// <exception cref="LimitReachedException">It is too much: the deed is to be taken back.</exception>
    public async Task TakeAsync(Deed deed, CancellationToken cancellationToken)
    {
        var values = deed.Db.ChangeTracker.Entries<SecretValue>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        var added = new Held(values.Sum(value => (long)value.Sealed.Length + (value.SealedMask?.Length ?? 0)), values.Count);
        if (values.Count > 0)
        {
            var held = projects.TryGetValue(deed.Project.Id, out var known) ? known : await CountAsync(deed.Db, deed.Project.Id, cancellationToken);
            Require(held, added);
            deed.Afterwards(() => projects[deed.Project.Id] = held.Plus(added));
        }
        foreach (var line in deed.Lines.Where(line => line.Action is AuditAction.SecretDeleted or AuditAction.EnvironmentRemoved or AuditAction.ProjectDeleted))
        {
            deed.Afterwards(() => projects.TryRemove(line.ProjectId ?? Guid.Empty, out _));
        }
        // what goes along with something is bounded by what there was: anyone who is near the limit may still clear up
        var lines = deed.Lines.Count(line => line.Reason is not (AuditReason.ProjectDeleted or AuditReason.PersonRemoved or AuditReason.EnvironmentRemoved));
        var bytes = added.Bytes + ((long)Row * added.Versions) + ((long)Line * lines);
        budget.Take(deed.Spender, Cost.StoredKilobyte, (int)Math.Min(int.MaxValue, (bytes + Kilobyte - 1) / Kilobyte)).Dispose();
    }

    private static async Task<Held> CountAsync(AppDbContext db, Guid project, CancellationToken cancellationToken)
    {
        var values = db.SecretValues.Where(value => db.Secrets.Any(secret => secret.Id == value.SecretId && secret.ProjectId == project));
        return new(await values.SumAsync(value => (long)value.Sealed.Length + (value.SealedMask == null ? 0 : value.SealedMask.Length), cancellationToken), await values.CountAsync(cancellationToken));
    }

    private void Require(Held held, Held more)
    {
        var rule = MostVersions > 0 && held.Versions + more.Versions > MostVersions ? $"{MostVersions:N0} versions of values"
            : MostBytes > 0 && held.Bytes + more.Bytes > MostBytes ? $"{options.Value.ProjectMegabytes:N0} MiB of values"
            : null;
        if (rule is not null)
        {
            throw new LimitReachedException($"This project is full: it holds at most {rule}, old versions too. Delete secrets that nobody needs, or ask the server's operator for more.", null);
        }
    }

    /// <summary>Sealed bytes and versions.</summary>
    private readonly record struct Held(long Bytes, int Versions)
    {
        public Held Plus(Held more) => new(Bytes + more.Bytes, Versions + more.Versions);
    }
}
