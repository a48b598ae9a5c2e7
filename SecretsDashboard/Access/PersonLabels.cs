using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Tells people apart whose names are equal after NFKC and case folding: everybody of the instance counts, no matter who looks. A name is shown
/// through here, whether or not its person is there any more.
/// </summary>
internal sealed class PersonLabels
{
    private readonly Dictionary<Guid, (string Name, string? Email)> people;
    private readonly Dictionary<string, HashSet<Guid>> bearers = new(StringComparer.Ordinal);

    private PersonLabels(Dictionary<Guid, (string Name, string? Email)> people)
    {
        this.people = people;
        foreach (var (id, person) in people)
        {
            Note(id, person.Name);
        }
    }

    public static async Task<PersonLabels> ReadAsync(AppDbContext db, CancellationToken cancellationToken) =>
        new(await db.Users.Select(user => new { user.Id, user.Name, user.Email }).ToDictionaryAsync(user => user.Id, user => (user.Name, user.Email), cancellationToken));

    /// <summary>A person of the instance; null: there is none, or not any more.</summary>
    public PersonLabel? Find(Guid id) => people.TryGetValue(id, out var person) ? Of(id, person.Name, person.Email) : null;

    /// <summary>Somebody by the name, and with the address, that they had when it was written down.</summary>
    public PersonLabel Of(Guid id, string name, string? email) =>
        new(name, email ?? people.GetValueOrDefault(id).Email, bearers.TryGetValue(FoldedText.Of(name), out var same) && same.Any(other => other != id));

    /// <summary>Counts a name that somebody had once.</summary>
    public void Note(Guid id, string name)
    {
        var folded = FoldedText.Of(name);
        (bearers.TryGetValue(folded, out var same) ? same : bearers[folded] = []).Add(id);
    }
}
