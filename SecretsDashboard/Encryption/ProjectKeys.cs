using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The data keys of the projects, opened once and then kept in guarded memory. It refuses a wrapped key that was not made
/// for that project and version, and never answers with a key other than the one in the given wrapping.
/// </summary>
internal sealed class ProjectKeys(RootKey root) : IDisposable
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<(Guid Project, uint Version), Entry> opened = new();

    /// <summary>Makes a new random data key and returns it wrapped, to be stored; thread-safe.</summary>
    public byte[] CreateSealed(Guid project, uint version)
    {
        var key = GuardedKey.Random();
        using var lease = key.Lease();
        var wrapped = Envelope.Seal(root.Subkey(KeyLabel.DataKeyWrap), root.Epoch, ContextOf(project, version), lease.Bytes);
        opened[(project, version)] = new Entry(wrapped, key);
        return wrapped;
    }

    /// <summary>The data key in <paramref name="wrapped"/>; it belongs to this cache and must not be disposed by the caller. Thread-safe.</summary>
    /// <exception cref="EnvelopeException">It does not open for this project and version.</exception>
    public GuardedKey Get(Guid project, uint version, ReadOnlySpan<byte> wrapped)
    {
        if (TryFind(project, version, wrapped, out var known))
        {
            return known;
        }

        lock (gate)
        {
            if (TryFind(project, version, wrapped, out known))
            {
                return known;
            }

            var key = OpenWrapped(project, version, wrapped);
            opened[(project, version)] = new Entry(wrapped.ToArray(), key);
            return key;
        }
    }

    /// <summary>
    /// What seals and opens the values of a project, given all its wrapped keys by version. A key that does not open is left out: what it
    /// sealed does not open, all else does.
    /// </summary>
    public ProjectSeal SealOf(Guid project, IReadOnlyDictionary<uint, byte[]> wrapped)
    {
        var keys = new Dictionary<uint, GuardedKey>();
        foreach (var (version, blob) in wrapped)
        {
            try
            {
                keys.Add(version, Get(project, version, blob));
            }
            catch (EnvelopeException)
            {
                // told by what is missing then
            }
        }
        return new(root.Instance, project, wrapped.Keys.Append(0u).Max(), keys);
    }

    /// <summary>Drops a project's keys from the cache.</summary>
    public void Forget(Guid project)
    {
        foreach (var name in opened.Keys.Where(name => name.Project == project))
        {
            // not disposed: a request may be using it right now; the finalizer zeroes it when the last user is gone
            opened.TryRemove(name, out _);
        }
    }

    public void Dispose()
    {
        foreach (var entry in opened.Values)
        {
            entry.Key.Dispose();
        }
    }

    // compared with the stored wrapping: the key of a rolled-back transaction must not seal what only the stored one will open
    private bool TryFind(Guid project, uint version, ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out GuardedKey? key)
    {
        key = opened.TryGetValue((project, version), out var entry) && wrapped.SequenceEqual(entry.Wrapped) ? entry.Key : null;
        return key is not null;
    }

    private GuardedKey OpenWrapped(Guid project, uint version, ReadOnlySpan<byte> wrapped)
    {
        using var bytes = Envelope.Open(root.Subkey(KeyLabel.DataKeyWrap), root.Epoch, ContextOf(project, version), wrapped);
        return bytes.Length == GuardedKey.Size ? GuardedKey.From(bytes.Span) : throw new EnvelopeException();
    }

    private SealingContext ContextOf(Guid project, uint version) => SealingContext.WrappedDataKey(root.Instance, project, version);

    private sealed record Entry(byte[] Wrapped, GuardedKey Key);
}
