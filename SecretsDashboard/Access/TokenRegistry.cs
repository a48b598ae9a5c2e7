using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>
/// All live tokens in memory. It is changed inside the write gate, before a change is acknowledged: a request that starts after
/// a revocation was answered finds nothing. Unknown tokens cost what known ones cost.
/// </summary>
internal sealed class TokenRegistry(IDbContextFactory<AppDbContext> readers, RootKey root, IntegrityCondition integrity, TimeProvider time) : IHostedLifecycleService
{
    private readonly ConcurrentDictionary<string, TokenEntry> live = new(StringComparer.Ordinal);

    /// <summary>The token whose text this is; null where there is none, or it is revoked, expired or mistyped.</summary>
    public TokenEntry? Find(string text)
    {
        if (ServiceTokenText.IdOf(text) is not { } id)
        {
            return null;
        }
        var entry = live.GetValueOrDefault(id);
        var matches = CryptographicOperations.FixedTimeEquals(DigestOf(text), entry?.Digest ?? new byte[32]);
        return matches && entry is not null && time.GetUtcNow().UtcDateTime < entry.ExpiresAt ? entry : null;
    }

    /// <summary>Is there a token of this name that expired, and was not ended yet?</summary>
    public bool RanOut(string id) => live.TryGetValue(id, out var entry) && entry.ExpiresAt <= time.GetUtcNow().UtcDateTime;

    /// <summary>The text of a new token with what is stored of it. It opens nothing before it is added.</summary>
    public (string Text, string PublicId, byte[] Digest) Mint()
    {
        var text = ServiceTokenText.Create();
        return (text, ServiceTokenText.IdOf(text)!, DigestOf(text));
    }

    private byte[] DigestOf(string text) => KeyedDigest.Of(root, KeyLabel.Token, ServiceTokenText.Digest(root.Instance, text));

    /// <summary>Is it still the one that counts? Inside the gate the answer holds until the commit.</summary>
    public bool IsLive(TokenEntry entry) => live.TryGetValue(entry.PublicId, out var current) && current == entry && time.GetUtcNow().UtcDateTime < entry.ExpiresAt;

    /// <summary>Adds a token. Inside the gate only.</summary>
    public void Add(TokenEntry entry) => live[entry.PublicId] = entry;

    /// <summary>Takes tokens away. Inside the gate only.</summary>
    public void Remove(Func<TokenEntry, bool> gone)
    {
        foreach (var entry in live.Values.Where(gone))
        {
            live.TryRemove(entry.PublicId, out _);
        }
    }

    public static TokenEntry EntryOf(ServiceToken token, Project project, string environment) => new(
        token.Id, token.PublicId, token.Name, token.ProjectId, ProjectAddress.LabelOf(project), project.OwnerId, token.EnvironmentId, environment, token.Rights, token.ExpiresAt, token.Digest,
        [.. token.Addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(network => IPNetwork.Parse(network))]);

    /// <summary>Reads the live tokens before the server listens.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await db.ServiceTokens.AsNoTracking().Where(ServiceToken.IsLive(now))
            .Join(db.Projects, token => token.ProjectId, project => project.Id, (token, project) => new { token, project })
            .Join(db.Environments, row => row.token.EnvironmentId, environment => environment.Id, (row, environment) => new { row.token, row.project, Environment = environment.Slug })
            .ToListAsync(cancellationToken);
        // one whose id does not read could not be named on record
        foreach (var row in rows.Where(row => row.token.Id != Guid.Empty))
        {
            try
            {
                Add(EntryOf(row.token, row.project, row.Environment));
            }
            catch (FormatException)
            {
                // nobody knows from where it may come, so it may not; all others may
                integrity.Found(null, row.token.Id, $"the list of addresses of token {row.token.Id}");
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
