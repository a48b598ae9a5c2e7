using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// The variables a command starts with: those of this process and the secrets over them, never the token. It refuses the whole
/// start if one key or value could not be handed over unchanged or would change how programs run.
/// </summary>
internal sealed class ChildVariables
{
    // Windows takes names regardless of case
    private static readonly StringComparer Names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly Dictionary<string, byte[]> secrets = new(Names);

    /// <summary>Takes the secrets of one answer.</summary>
    /// <param name="only">The keys to take; empty: all.</param>
    /// <exception cref="ClientFailure">A key is missing, reserved or badly named, or a value no environment can hold.</exception>
    public static ChildVariables From(IReadOnlyDictionary<string, byte[]> delivered, IReadOnlyCollection<string> only)
    {
        var missing = only.Where(key => !delivered.ContainsKey(key)).ToList();
        if (missing.Count > 0)
        {
            throw new ClientFailure(ExitCode.Refused, $"--only names what this environment does not have: {PlainText.Of(string.Join(", ", missing))}; `secrets list` shows the names");
        }

        var result = new ChildVariables();
        foreach (var (key, value) in delivered)
        {
            result.Add(key, value, take: only.Count == 0 || only.Contains(key));
        }

        return result;
    }

    /// <summary>Secrets, then what remains of this process's variables, each as NAME=value.</summary>
    /// <param name="own">This process's variables as NAME=value.</param>
    /// <param name="preserve">Whether a variable that is set already wins over the secret.</param>
    public IReadOnlyList<byte[]> Over(IEnumerable<byte[]> own, bool preserve)
    {
        var child = new Dictionary<string, byte[]>(secrets, Names);
        var rest = new List<byte[]>();
        foreach (var variable in own)
        {
            var name = NameOf(variable);
            if (Names.Equals(name, Token.Variable) || (!preserve && secrets.ContainsKey(name)))
            {
                continue;
            }

            child.Remove(name);
            rest.Add(variable);
        }

        return [.. child.Values, .. rest];
    }

    // what is not ASCII can be no key: any decoding does that keeps ASCII apart from the rest
    private static string NameOf(byte[] variable)
    {
        var equals = Array.IndexOf(variable, (byte)'=');
        return Encoding.Latin1.GetString(variable, 0, equals < 0 ? variable.Length : equals);
    }

    private void Add(string key, byte[] value, bool take)
    {
        if (KeyRule.Problem(key) is { } problem)
        {
            throw Refused(key, problem);
        }

        if (value.Length == 0 || value.Contains((byte)0))
        {
            throw Refused(key, "has a value that no environment can hold: it is empty or has a NUL in it");
        }

        if (take && !secrets.TryAdd(key, [.. Encoding.ASCII.GetBytes(key), (byte)'=', .. value]))
        {
            throw Refused(key, "stands there twice, in upper and lower case");
        }
    }

    private static ClientFailure Refused(string key, string why) =>
        new(ExitCode.BadData, $"the key {PlainText.Of(key)} {why}; the command was not started");
}
