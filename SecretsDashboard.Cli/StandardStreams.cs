namespace SecretsDashboard.Cli;

/// <summary>
/// Standard input, output and error as this process was given them: each may be closed, a full disk, or a pipe nobody reads. It refuses to take for
/// them what .NET opened under their numbers.
/// </summary>
internal static class StandardStreams
{
    private const int InputNumber = 0;
    private const int OutputNumber = 1;
    private const int ErrorNumber = 2;

    /// <summary>False: a person sits at a terminal.</summary>
    public static bool IsInputRedirected => !IsGiven(InputNumber) || Console.IsInputRedirected;

    /// <summary>Reads until the buffer is full or the input ends, and says how much.</summary>
    /// <exception cref="ClientFailure">It is closed or cannot be read.</exception>
    public static int Read(Span<byte> buffer)
    {
        try
        {
            if (IsGiven(InputNumber))
            {
                using var input = Console.OpenStandardInput();
                return input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // a folder, for example
        }

        throw NoInput();
    }

    /// <summary>The failure where standard input gives nothing.</summary>
    public static ClientFailure NoInput() => new(ExitCode.NoInput, "standard input cannot be read; is it closed, or a folder?");

    /// <summary>Writes the result of a command. A reader that has gone, as in <c>| head -n 1</c>, is content.</summary>
    /// <exception cref="ClientFailure">It is closed or takes no more.</exception>
    public static void Write(string text)
    {
        if (text.Length > 0 && !TryWrite(OutputNumber, text))
        {
            throw new ClientFailure(ExitCode.NoOutput, "standard output cannot be written; is it closed, or its disk full?");
        }
    }

    /// <summary>Writes to standard error, if that can be done: there is nobody else to tell.</summary>
    public static void Say(string text) => TryWrite(ErrorNumber, text);

    /// <summary>Says it only to a person at a terminal, who would wonder; a log has no need of it.</summary>
    public static void SayToPerson(string text)
    {
        if (IsErrorTerminal)
        {
            Say(text);
        }
    }

    /// <summary>Shows it on the terminal of the person who types, wherever standard error leads.</summary>
    public static void ShowPerson(string text)
    {
        if (IsErrorTerminal || OperatingSystem.IsWindows())
        {
            Say(text);
            return;
        }

        try
        {
            using var terminal = new FileStream("/dev/tty", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            terminal.Write(Console.OutputEncoding.GetBytes(text));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // no terminal of its own: nobody to show it to
        }
    }

    private static bool IsErrorTerminal => IsGiven(ErrorNumber) && !Console.IsErrorRedirected;

    private static bool IsGiven(int stream) => OperatingSystem.IsWindows() || Posix.IsGiven(stream);

    private static bool TryWrite(int stream, string text)
    {
        var bytes = Console.OutputEncoding.GetBytes(text);
        return OperatingSystem.IsWindows() ? TryWriteOnWindows(stream, bytes) : Posix.IsGiven(stream) && Posix.TryWrite(stream, bytes);
    }

    private static bool TryWriteOnWindows(int stream, byte[] bytes)
    {
        try
        {
            using var output = stream == ErrorNumber ? Console.OpenStandardError() : Console.OpenStandardOutput();
            output.Write(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
