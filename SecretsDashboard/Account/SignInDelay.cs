using System.Collections.Concurrent;
using System.Net;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>
/// Makes guessing slow: after a few failures the next try for the same account from the same network must wait, twice as long
/// each time. Nobody can lock another person out, because the delay counts only for the network the failures came from; it counts
/// wherever they come from where the person who tries has shown something of the person's already. What only the person has, such as a browser that
/// signed in before, is counted by itself: what others try makes nobody wait there. After an hour without a failure it is forgotten.
/// Of all accounts of a network together thirty failures an hour are free: one is forgotten every two minutes, so that the mistypes of an
/// office never add up, and who tries one password on many accounts is slowed.
/// </summary>
internal sealed class SignInDelay(TimeProvider time)
{
    private const int FreePerAccount = 3;
    private const int FreePerNetwork = 30;
    private const int Remembered = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly TimeSpan Ebb = Forgotten / FreePerNetwork;

    // ten more make the longest wait; what comes then is not counted, else the ebb would take days
    private const int MostOfNetwork = FreePerNetwork + 9;

    private readonly ConcurrentDictionary<(string Account, string Network), (int Failures, DateTimeOffset Last)> failures = new();

    /// <summary>How long this account must wait from this address; zero: not at all.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="address">Where the try comes from.</param>
    /// <param name="everywhere">Count the tries of all networks together.</param>
    /// <param name="own">What only the person has, a known browser or a session: then its tries count, and no others.</param>
    public TimeSpan Wait(string account, IPAddress? address, bool everywhere = false, Guid? own = null)
    {
        var longer = Keys(account, address, everywhere, own).Max(key => Wait(key, key.Account == "" ? FreePerNetwork : FreePerAccount));
        return longer > TimeSpan.Zero ? longer : TimeSpan.Zero;
    }

    public void Failed(string account, IPAddress? address, bool everywhere = false, Guid? own = null)
    {
        if (failures.Count >= Remembered)
        {
            ForgetOld();
        }
        foreach (var key in Keys(account, address, everywhere, own))
        {
            failures.AddOrUpdate(key, _ => (1, time.GetUtcNow()), (_, known) => (Left(key, known) + 1, time.GetUtcNow()));
        }
    }

    public void Succeeded(string account, IPAddress? address, bool everywhere = false, Guid? own = null) => failures.TryRemove(Keys(account, address, everywhere, own)[0], out _);

    // the account's comes first, then that of all accounts of the network
    private static (string Account, string Network)[] Keys(string account, IPAddress? address, bool everywhere, Guid? own) =>
        own is { } id ? [(account, $"own {id:N}")] : [(account, everywhere ? "" : ClientNetwork.Of(address)), ("", ClientNetwork.Of(address))];

    private TimeSpan Wait((string, string) key, int free)
    {
        if (!failures.TryGetValue(key, out var known) || Left(key, known) is var left && left < free)
        {
            return TimeSpan.Zero;
        }
        var delay = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, left - free), Longest.TotalSeconds));
        return known.Last + delay - time.GetUtcNow();
    }

    /// <summary>The failures that still count.</summary>
    private int Left((string Account, string) key, (int Failures, DateTimeOffset Last) known)
    {
        var since = time.GetUtcNow() - known.Last;
        return since > Forgotten ? 0
            : key.Account == "" ? Math.Max(0, Math.Min(known.Failures, MostOfNetwork) - (int)(since / Ebb))
            : known.Failures;
    }

    private void ForgetOld()
    {
        foreach (var (key, known) in failures.OrderBy(each => each.Value.Last).Take(Remembered / 10).Concat(failures.Where(each => Left(each.Key, each.Value) == 0)))
        {
            failures.TryRemove(KeyValuePair.Create(key, known));
        }
    }
}
