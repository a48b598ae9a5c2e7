using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>What the people and programs are called whom rows name by id, for every page that shows who did something. Who is gone keeps their name.</summary>
internal sealed class ActorNames
{
    private readonly PersonLabels people;
    private readonly Dictionary<Guid, string> names;

    private ActorNames(PersonLabels people, Dictionary<Guid, string> names) => (this.people, this.names) = (people, names);

    public static async Task<ActorNames> ReadAsync(AppDbContext db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        var people = await PersonLabels.ReadAsync(db, cancellationToken);
        var found = await db.ServiceTokens.Where(token => EF.Parameter(wanted).Contains(token.Id)).Select(token => new { token.Id, Name = "token " + token.Name })
            .Concat(db.FormerActors.Where(actor => EF.Parameter(wanted).Contains(actor.Id))
                .Select(actor => new { actor.Id, Name = actor.ProjectId == null ? actor.Name + " (left)" : "token " + actor.Name + " (removed)" }))
            .ToListAsync(cancellationToken);
        return new ActorNames(people, found.ToDictionary(actor => actor.Id, actor => actor.Name));
    }

    /// <summary>The name: "Luis Ferreira", "Luis Ferreira (luis@example.com)" where others have that name too, "Luis Ferreira (left)", "token web", "token web (removed)".</summary>
    public string Of(Guid id) => people.Find(id)?.Text ?? names.GetValueOrDefault(id, "somebody who left");

    /// <summary>The address of a person who is there; null of all others.</summary>
    public string? EmailOf(Guid id) => people.Find(id)?.Email;
}
