using System.Runtime.InteropServices;

namespace SecretsDashboard.Cli;

/// <summary>
/// Asks for one line on the terminal without showing it. It refuses several lines: what comes after the first would end up in
/// the shell.
/// </summary>
internal static class HiddenPrompt
{
    /// <summary>What was typed as UTF-8, without the Enter; the caller zeroes it.</summary>
    /// <exception cref="ClientFailure">More than one line was typed or pasted, or what is no text, or the terminal is gone.</exception>
    public static byte[] Read(string prompt)
    {
        try
        {
            // somebody to tell of the end: without that .NET leaves a terminal that shows nothing to who comes next
            using var end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static _ => { });
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static _ => { });
            // the terminal stops showing what is typed with the first look at its keys: that comes before anybody is asked to type
            _ = Console.KeyAvailable;
            StandardStreams.ShowPerson(prompt);
            using var line = new TypedLine();
            while (Take(line, Console.ReadKey(intercept: true)))
            {
            }

            StandardStreams.ShowPerson("\n");
            return !RestIsEmpty() || line.HasMore ? throw new ClientFailure(ExitCode.BadData, "only one line can be typed; pipe a value of several lines in: secrets set KEY < FILE")
                : line.IsGarbled ? throw new ClientFailure(ExitCode.BadData, "the typed text does not fit the terminal's encoding; pipe the value in: secrets set KEY < FILE")
                : line.Bytes();
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException)
        {
            // the terminal is gone
            throw StandardStreams.NoInput();
        }
    }

    private static bool Take(TypedLine line, ConsoleKeyInfo key)
    {
        // .NET makes one key of Escape and what follows at once, and gives keys without a character none
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt))
        {
            _ = line.Take('\u001b');
        }

        var result = key.KeyChar == '\0' ? TypedKey.Unknown : line.Take(key.Key == ConsoleKey.Enter ? '\n' : key.KeyChar);
        if (result == TypedKey.Unknown)
        {
            StandardStreams.ShowPerson("\a");
        }

        return result != TypedKey.End;
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
