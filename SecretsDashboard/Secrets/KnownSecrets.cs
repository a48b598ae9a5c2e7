using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// What is there before a save: the project's environments, and of each key in question the secret, its current values and the
/// newest version of each; and, once they were compared, which of the given values are the current ones. It asks four times, however many keys there are, and reads no sealed value.
/// </summary>
internal sealed class KnownSecrets
{
    private readonly Deed deed;
    private readonly Dictionary<string, Secret> secrets;
    private readonly Dictionary<Guid, Dictionary<Guid, SecretValue>> current;
    private readonly Dictionary<(Guid Secret, Guid Environment), long> newest;
    private readonly Dictionary<(Guid Secret, Guid Environment), int> lengths;
    private readonly HashSet<(Guid Secret, Guid Environment)> same = [];

    private KnownSecrets(Deed deed, IReadOnlyList<SecretColumn> columns, List<Secret> secrets, List<(SecretValue Value, int Length)> current, Dictionary<(Guid, Guid), long> newest)
    {
        (this.deed, Columns, this.newest) = (deed, columns, newest);
        lengths = current.ToDictionary(each => (each.Value.SecretId, each.Value.EnvironmentId), each => each.Length);
        this.secrets = secrets.ToDictionary(secret => secret.FoldedKey, StringComparer.Ordinal);
        this.current = current.Select(each => each.Value).GroupBy(value => value.SecretId).ToDictionary(group => group.Key, group => group.ToDictionary(value => value.EnvironmentId));
    }

    /// <summary>The environments, in their order.</summary>
    public IReadOnlyList<SecretColumn> Columns { get; }

    public static async Task<KnownSecrets> ReadAsync(Deed deed, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var columns = await SecretList.ColumnsAsync(deed, cancellationToken);
        var folded = keys.Select(SecretKey.Fold).ToList();
        // one parameter, not one for each key: SQLite has a limit for those
        var secrets = await deed.Db.Secrets.Where(row => row.ProjectId == deed.Project.Id && EF.Parameter(folded).Contains(row.FoldedKey)).ToListAsync(cancellationToken);
        var ids = secrets.Select(secret => secret.Id).ToList();
        var values = deed.Db.SecretValues.AsNoTracking().Where(value => EF.Parameter(ids).Contains(value.SecretId));
        var current = await values.Where(value => value.IsCurrent).Select(value => new
        {
            Value = new SecretValue
            {
                SecretId = value.SecretId,
                EnvironmentId = value.EnvironmentId,
                Version = value.Version,
                IsCurrent = true,
                PresentSince = value.PresentSince,
            },
            value.Sealed.Length,
        }).ToListAsync(cancellationToken);
        var newest = await values.GroupBy(value => new { value.SecretId, value.EnvironmentId })
            .Select(group => new { group.Key.SecretId, group.Key.EnvironmentId, Version = group.Max(value => value.Version) })
            .ToDictionaryAsync(each => (each.SecretId, each.EnvironmentId), each => each.Version, cancellationToken);
        return new KnownSecrets(deed, columns, secrets, current.ConvertAll(each => (each.Value, each.Length)), newest);
    }

    /// <summary>The secret with this key, whatever its case; null: there is none.</summary>
    public Secret? Find(string key) => secrets.GetValueOrDefault(SecretKey.Fold(key));

    /// <summary>The environment with this slug, which the person may change.</summary>
    /// <exception cref="AccessDeniedException">There is none, or it is protected from them.</exception>
    public SecretColumn Column(string slug)
    {
        var column = Columns.SingleOrDefault(column => column.Slug == slug)
            ?? throw deed.Missing($"This project has no environment “{slug}” any more. Nothing was stored. Leave it out, or copy what you typed and reload the page.");
        if (column.IsLocked)
        {
            deed.Require(Permission.ChangeProtected, $"{column.Name} is protected: only managers change values there. Nothing was stored. Leave it out, or ask a manager.");
        }
        return column;
    }

    /// <summary>The current values of a secret by environment, also of those a program does not see, without what is sealed in them.</summary>
    public IReadOnlyDictionary<Guid, SecretValue> CurrentOf(Secret secret) => current.GetValueOrDefault(secret.Id, []);

    /// <summary>Length of the current value there as it is sealed, in bytes; 0: there is none.</summary>
    public int LengthOf(Secret secret, SecretColumn column) => lengths.GetValueOrDefault((secret.Id, column.Id));

    /// <summary>The given value is the current one there (see <see cref="ValueComparison"/>).</summary>
    public void MarkSame(Secret secret, SecretColumn column) => same.Add((secret.Id, column.Id));

    /// <summary>Was it found to be the current value there? Where nothing was compared, nothing is the same.</summary>
    public bool IsSame(Secret secret, SecretColumn column) => same.Contains((secret.Id, column.Id));

    /// <summary>The number of a new version, from 1.</summary>
    public long NextVersion(Secret secret, SecretColumn column) => newest.GetValueOrDefault((secret.Id, column.Id)) + 1;
}
