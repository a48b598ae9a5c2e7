using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>What the people and programs are called whom rows name by id, for every page that shows who did something. Who is gone keeps their name.</summary>
internal sealed class ActorNames
{
    private readonly Dictionary<Guid, string> names;

    private ActorNames(Dictionary<Guid, string> names) => this.names = names;

    public static async Task<ActorNames> ReadAsync(AppDbContext db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        var found = await db.Users.Where(user => EF.Parameter(wanted).Contains(user.Id)).Select(user => new { user.Id, user.Name })
            .Concat(db.ServiceTokens.Where(token => EF.Parameter(wanted).Contains(token.Id)).Select(token => new { token.Id, Name = "token " + token.Name }))
            .Concat(db.FormerActors.Where(actor => EF.Parameter(wanted).Contains(actor.Id))
                .Select(actor => new { actor.Id, Name = actor.ProjectId == null ? actor.Name + " (left)" : "token " + actor.Name + " (removed)" }))
            .ToListAsync(cancellationToken);
        return new ActorNames(found.ToDictionary(actor => actor.Id, actor => actor.Name));
    }

    /// <summary>The name: "Luis Ferreira", "Luis Ferreira (left)", "token web", "token web (removed)".</summary>
    public string Of(Guid id) => names.GetValueOrDefault(id, "somebody who left");
}
