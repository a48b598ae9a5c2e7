using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Overview;

/// <summary>
/// Reads what a person finds on the first page: what needs them, how complete their projects are, what programs received in the last thirty days, what
/// happened last. It counts by indexes and daily sums, never over the whole log, and shows nothing of projects that are not theirs.
/// </summary>
internal sealed class OverviewReader(AccessGuard guard, IntegrityCondition integrity, TimeProvider time)
{
    /// <summary>So many days are charted.</summary>
    public const int Days = 30;

    private const int Events = 10;

    // of what happens in a project, what everybody there sees on its pages anyway; the rest is for those who may read its log
    private static readonly string[] Seen = [AuditAction.SecretAdded, AuditAction.SecretChanged, AuditAction.SecretDeleted, AuditAction.EnvironmentAdded, AuditAction.EnvironmentRemoved, AuditAction.MemberAdded, AuditAction.MemberJoined];
    private static readonly string[] ByPrograms = [AuditAction.SecretsDelivered, AuditAction.SecretsDeliveredAgain, AuditAction.TokenRefused, AuditAction.AccessRefused];

    /// <exception cref="AccessDeniedException">The session has ended.</exception>
    public Task<OverviewPicture> ReadAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.UseInstance, null, async deed =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var role = await deed.Db.Users.Where(user => user.Id == deed.ActorId).Select(user => user.Role).SingleAsync(cancellationToken);
            var places = await OverviewPlace.ListAsync(deed, role, cancellationToken);
            var filled = await Completeness.ReadAsync(deed, [.. places.Select(place => place.Id)], cancellationToken);
            return new OverviewPicture(
                await StepsAsync(deed, places, cancellationToken),
                await new Attention(deed, places, now, integrity.IsIntact).ListAsync(filled, cancellationToken),
                await CardsAsync(deed, [.. places.Where(place => place.Kind == ProjectKind.Team)], filled, cancellationToken),
                await DaysAsync(deed, places, DateOnly.FromDateTime(now), cancellationToken),
                await EventsAsync(deed, places, cancellationToken),
                deed.May(Permission.CreateProject));
        }, cancellationToken);

    private static async Task<IReadOnlyList<FirstStep>> StepsAsync(Deed deed, IReadOnlyList<OverviewPlace> places, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        var first = places.FirstOrDefault(place => place.Kind == ProjectKind.Team && place.May(Permission.ChangeSecrets));
        if (first is null)
        {
            return [];
        }
        var ids = places.Where(place => place.Kind != ProjectKind.Organization).Select(place => place.Id).ToList();
        List<FirstStep> steps =
        [
            new("First secret", first.Address, await db.Secrets.AnyAsync(secret => EF.Parameter(ids).Contains(secret.ProjectId), cancellationToken)),
            new("A program received it", $"{first.Address}/tokens", await db.ServiceTokens.AnyAsync(token => EF.Parameter(ids).Contains(token.ProjectId) && token.LastUsedAt != null, cancellationToken)),
            new("Second factor for you", "/account", await SecondFactor.Holders(db).AnyAsync(id => id == deed.ActorId, cancellationToken)),
        ];
        if (deed.May(Permission.ManagePeople))
        {
            steps.Add(new("First colleague", "/members", await db.Users.CountAsync(cancellationToken) > 1));
        }
        return steps.TrueForAll(step => step.IsDone) ? [] : steps;
    }

    private static async Task<IReadOnlyList<OverviewCard>> CardsAsync(Deed deed, List<OverviewPlace> teams, ILookup<Guid, Completeness> filled, CancellationToken cancellationToken)
    {
        var ids = teams.ConvertAll(place => place.Id);
        var sums = await deed.Db.Secrets.Where(secret => EF.Parameter(ids).Contains(secret.ProjectId)).GroupBy(secret => secret.ProjectId)
            .Select(group => new { group.Key, Count = group.Count(), Last = group.Max(secret => secret.UpdatedAt) }).ToDictionaryAsync(group => group.Key, cancellationToken);
        return teams.ConvertAll(place => new OverviewCard(place.Name, place.Address, sums.TryGetValue(place.Id, out var sum) ? sum.Count : 0, [.. filled[place.Id]], sum?.Last ?? place.CreatedAt));
    }

    // what is shared is on record with the project that received it, too
    private static async Task<IReadOnlyList<OverviewDay>> DaysAsync(Deed deed, IReadOnlyList<OverviewPlace> places, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = places.Where(place => place.Kind != ProjectKind.Organization).Select(place => place.Id).ToList();
        var first = today.AddDays(1 - Days);
        var sums = await deed.Db.DailySums.AsNoTracking().Where(sum => sum.Day >= first && EF.Parameter(ids).Contains(sum.ProjectId))
            .GroupBy(sum => sum.Day).Select(group => new { group.Key, Deliveries = group.Sum(sum => sum.Deliveries), Refusals = group.Sum(sum => sum.Refusals) }).ToDictionaryAsync(group => group.Key, cancellationToken);
        return [.. Enumerable.Range(0, Days).Select(day => first.AddDays(day)).Select(day => sums.TryGetValue(day, out var sum) ? new OverviewDay(day, sum.Deliveries, sum.Refusals) : new OverviewDay(day, 0, 0))];
    }

    private static async Task<IReadOnlyList<OverviewEvent>> EventsAsync(Deed deed, IReadOnlyList<OverviewPlace> places, CancellationToken cancellationToken)
    {
        List<AuditEntry> newest = [];
        foreach (var place in places)
        {
            var deeds = deed.Db.Audit.AsNoTracking().Where(entry => entry.ProjectId == place.Id && !EF.Constant(ByPrograms).Contains(entry.Action) && entry.Action != AuditAction.SecretChecked);
            newest.AddRange(await (place.May(Permission.ReadAudit) ? deeds : deeds.Where(entry => EF.Constant(Seen).Contains(entry.Action)))
                .OrderByDescending(entry => entry.Seq).Take(Events).ToListAsync(cancellationToken));
        }
        var labels = await PersonLabels.ReadAsync(deed.Db, cancellationToken);
        var names = places.ToDictionary(place => place.Id, place => place.Name);
        return [.. newest.OrderByDescending(entry => entry.Seq).Take(Events).Select(entry => (entry.Seq, Record: AuditBody.Read(entry.Body))).Where(entry => entry.Record is not null).Select(entry => Told(entry.Seq, entry.Record!))];

        OverviewEvent Told(long seq, AuditRecord record)
        {
            var (actor, line) = (record.Actor, record.Line);
            var shown = record with { Line = line with { ProjectName = names[line.ProjectId!.Value] } };
            return new OverviewEvent(seq, record.Time, AuditSentence.WhoOf(actor, labels), actor.Kind != AuditActor.PersonKind, AuditSentence.Of(shown, line.TargetName, withProject: true));
        }
    }
}
