using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// What a dialog or a program asks to be saved. It owns the values and zeroes them when disposed. Parts that are null or
/// missing stay as they are.
/// </summary>
internal sealed class SecretDraft : IDisposable
{
    public string Key { get; set; } = "";

    /// <summary>Null keeps what is there.</summary>
    public string? Description { get; set; }

    /// <summary>Null: guess for a new secret, keep for an existing one unless <see cref="Detect"/>.</summary>
    public SecretType? Type { get; set; }

    public bool Detect { get; set; }

    /// <summary>The revision an edit started from; null: whatever is there.</summary>
    public long? Revision { get; set; }

    /// <summary>The secret an edit started from; null: whichever has the key.</summary>
    public Guid? Secret { get; set; }

    /// <summary>One value for several environments (see <see cref="Open"/>); else <see cref="Values"/> counts.</summary>
    public bool SameEverywhere { get; set; }

    /// <summary>Slugs of the environments that the person was shown as theirs to change when they gave one value for all: it goes to these. Empty: to all they may change.</summary>
    public HashSet<string> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>The value for every environment.</summary>
    public Plaintext? Value { get; set; }

    /// <summary>Values by the slug of their environment.</summary>
    public Dictionary<string, Plaintext> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Slugs of the environments whose value is taken away.</summary>
    public HashSet<string> Remove { get; } = new(StringComparer.Ordinal);

    /// <summary>What was wrong with the form itself, by field.</summary>
    public List<FormMessage> Problems { get; } = [];

    /// <summary>One value for these environments, copied; the caller zeroes the original.</summary>
    /// <param name="everywhere">They are all there are.</param>
    public static SecretDraft Of(string key, ReadOnlySpan<byte> value, IEnumerable<string> environments, bool everywhere)
    {
        var copy = Plaintext.CopyOf(value);
        var draft = new SecretDraft { Key = key, SameEverywhere = everywhere, Value = copy };
        foreach (var environment in environments)
        {
            draft.Values.Add(environment, copy);
        }
        return draft;
    }

    public void Dispose()
    {
        Value?.Dispose();
        foreach (var value in Values.Values)
        {
            value.Dispose();
        }
    }
}
