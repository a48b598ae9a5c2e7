using System.Security.Cryptography;

namespace SecretsDashboard.Cli;

/// <summary>`secrets set`: stores one value from standard input or the hidden prompt. It refuses what the server would refuse before the value travels.</summary>
internal static class SetCommand
{
    /// <exception cref="ClientFailure">Nothing was stored.</exception>
    public static int Run(ApiClient client, string key, string? description)
    {
        var value = ValueInput.Read(key);
        try
        {
            if (ValueRule.Problem(value) is { } problem)
            {
                throw new ClientFailure(ExitCode.BadData, $"the value {problem}; nothing was stored");
            }

            var isNew = client.Store(key, value, description);
            var hint = value.AsSpan().EndsWith("\n"u8) ? " with a line break at its end, as it was given; printf instead of echo leaves it out" : "";
            Notice.Write($"{key} {(isNew ? "created" : "updated")}{hint}");
            return ExitCode.Done;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }
}
