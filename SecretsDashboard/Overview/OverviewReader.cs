using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Data;

namespace SecretsDashboard.Overview;

/// <summary>
/// Reads what a person finds on the first page: what needs them, how complete their projects are, what programs received in the last thirty days, what
/// happened last. It counts by indexes and daily sums, never over the whole log, and shows nothing of projects that are not theirs.
/// </summary>
internal sealed class OverviewReader(AccessGuard guard, CompletenessReader completeness, AttentionReader attention, AttentionCount count, TimeProvider time)
{
    private const int Events = 10;

    // of what happens in a project, what everybody there sees on its pages anyway; the rest is for those who may read its log
    private static readonly string[] Seen = [AuditAction.SecretAdded, AuditAction.SecretChanged, AuditAction.SecretDeleted, AuditAction.EnvironmentAdded, AuditAction.EnvironmentRemoved, AuditAction.MemberAdded, AuditAction.MemberJoined];
    private static readonly string[] ByPrograms = [AuditAction.SecretsDelivered, AuditAction.SecretsDeliveredAgain, AuditAction.TokenRefused, AuditAction.AccessRefused];

    /// <exception cref="AccessDeniedException">The session has ended.</exception>
    public Task<OverviewPicture> ReadAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.UseInstance, null, async deed =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var places = await OwnPlace.ListAsync(deed, cancellationToken);
            var filled = await completeness.ReadAsync(deed.Db, [.. places.Select(place => place.Id)], cancellationToken);
            var cards = await ProjectCardItem.ReadAsync(deed, places, filled, cancellationToken);
            var needs = await attention.ReadAsync(deed, places, filled, cancellationToken);
            count.Keep(deed.ActorId, needs.Lines.Count);
            var (figures, days) = await OverviewNumbers.ReadAsync(deed, places, cards, now, cancellationToken);
            return new OverviewPicture(
                await StepsAsync(deed, places, cancellationToken), figures, needs, deed.May(Permission.ReadInstanceAudit),
                [.. cards.Where((_, index) => places[index].Kind == ProjectKind.Team)], days,
                await EventsAsync(deed, places, cancellationToken),
                deed.May(Permission.CreateProject));
        }, cancellationToken);

    private static async Task<IReadOnlyList<FirstStep>> StepsAsync(Deed deed, IReadOnlyList<OwnPlace> places, CancellationToken cancellationToken)
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

    private static async Task<IReadOnlyList<OverviewEvent>> EventsAsync(Deed deed, IReadOnlyList<OwnPlace> places, CancellationToken cancellationToken)
    {
        List<AuditEntry> newest = [];
        foreach (var place in places)
        {
            var deeds = deed.Db.Audit.AsNoTracking().Where(entry => entry.ProjectId == place.Id && !EF.Constant(ByPrograms).Contains(entry.Action) && entry.Action != AuditAction.SecretChecked);
            newest.AddRange(await (place.May(Permission.ReadAudit) ? deeds : deeds.Where(entry => EF.Constant(Seen).Contains(entry.Action)))
                .OrderByDescending(entry => entry.Seq).Take(Events).ToListAsync(cancellationToken));
        }
        var labels = await PersonLabels.ReadAsync(deed.Db, cancellationToken);
        var entries = newest.OrderByDescending(entry => entry.Seq).Take(Events).Select(entry => (entry.Seq, Record: AuditBody.Read(entry.Body)!)).Where(entry => entry.Record is not null).ToList();
        var own = places.Select(place => place.Id).ToHashSet();
        var names = await AuditPlaces.ReadAsync(deed.Db, [.. entries.Select(entry => entry.Record)], own.Contains, cancellationToken);
        return entries.ConvertAll(entry => Told(entry.Seq, entry.Record));

        OverviewEvent Told(long seq, AuditRecord record) => new(
            seq, record.Time, AuditSentence.WhoOf(record.Actor, labels), record.Actor.Kind != AuditActor.PersonKind, AuditSentence.Of(record, record.Line.TargetName, withProject: true, names));
    }
}
