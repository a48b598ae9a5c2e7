using System.Net;
using SecretsDashboard.Data;

namespace SecretsDashboard.Demo;

/// <summary>Someone of the story.</summary>
/// <param name="Name">Their name; the first word of it is their address.</param>
/// <param name="Role">Their role in the instance.</param>
/// <param name="JoinsOn">The day of the story on which they join.</param>
internal sealed record DemoPerson(string Name, InstanceRole Role, int JoinsOn)
{
    /// <summary>Joins as the others do and is removed in the end: twelve stay.</summary>
    public static DemoPerson Leaver { get; } = new("Luis Ferreira", InstanceRole.Member, 0);

    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        new("Ada Lindqvist", InstanceRole.Owner, 0),
        new("Grace Okafor", InstanceRole.Admin, 0),
        new("Mei Tanaka", InstanceRole.Member, 0),
        new("Omar Haddad", InstanceRole.Member, 0),
        new("Priya Nair", InstanceRole.Member, 0),
        new("Tomas Novak", InstanceRole.Member, 1),
        new("Ingrid Solberg", InstanceRole.Member, 1),
        new("Kwame Mensah", InstanceRole.Member, 1),
        new("Chloe Martin", InstanceRole.Member, 2),
        new("Dmitri Volkov", InstanceRole.Member, 4),
        new("Sofia Rossi", InstanceRole.Member, 9),
        new("Hana Kim", InstanceRole.Member, 16),
        Leaver,
    ];

    public static DemoPerson Owner => All[0];

    public string Email => $"{Name.Split(' ')[0].ToLowerInvariant()}@example.com";

    /// <summary>Where they work, of the networks that documentation may use (RFC 5737).</summary>
    internal IPAddress Address => new([203, 0, 113, (byte)(10 + (Name[0] % 20) + Name.Length)]);

    /// <summary>Who has this first name.</summary>
    public static DemoPerson Of(string name) => All.Single(person => person.Name.StartsWith(name + ' ', StringComparison.Ordinal));
}
