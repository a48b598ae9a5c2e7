using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// Asks for one line on the terminal without showing it. It refuses several lines: what comes after the first would end up in
/// the shell.
/// </summary>
internal static class HiddenPrompt
{
    /// <summary>What was typed as UTF-8, without the Enter; the caller zeroes it.</summary>
    /// <exception cref="ClientFailure">More than one line was pasted.</exception>
    public static byte[] Read(string prompt)
    {
        // the terminal stops showing what is typed with the first look at its keys: that comes before anybody is asked to type
        _ = Console.KeyAvailable;
        Console.Error.Write(prompt);
        var typed = new List<char>(ValueRule.Longest);
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                RemoveLast(typed);
            }
            else if (key.KeyChar >= ' ' || key.KeyChar == '\t')
            {
                typed.Add(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        var lines = RestIsEmpty();
        var characters = CollectionsMarshal.AsSpan(typed);
        var value = new byte[Encoding.UTF8.GetByteCount(characters)];
        Encoding.UTF8.GetBytes(characters, value);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(characters));
        return lines ? value : throw new ClientFailure(ExitCode.BadData, "only one line can be typed; pipe a value of several lines in: secrets set KEY < FILE");
    }

    private static void RemoveLast(List<char> typed)
    {
        var pair = typed.Count > 1 && char.IsLowSurrogate(typed[^1]);
        typed.RemoveRange(Math.Max(0, typed.Count - (pair ? 2 : 1)), Math.Min(typed.Count, pair ? 2 : 1));
    }

    private static bool RestIsEmpty()
    {
        var isEmpty = true;
        while (Console.KeyAvailable)
        {
            _ = Console.ReadKey(intercept: true);
            isEmpty = false;
        }

        return isEmpty;
    }
}
