using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SecretsDashboard.Cli;

/// <summary>Whether a file is text at all: UTF-8 without NUL. What is none is refused with the line where it begins to be none.</summary>
internal static class DotEnvBytes
{
    public static DotEnv.Refusal? Problem(ReadOnlySpan<byte> file)
    {
        var nul = file.IndexOf((byte)0);
        if (nul is 0 or 1 || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Refused(1, "the file is UTF-16, which Windows calls Unicode; save it as UTF-8");
        }
        if (nul >= 0)
        {
            return Refused(LineAt(file, nul), "a NUL byte may not stand in a .env file");
        }
        if (Utf8.IsValid(file))
        {
            return null;
        }
        var at = 0;
        while (Rune.DecodeFromUtf8(file[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }
        return Refused(LineAt(file, at), "the file must be UTF-8 text; save it as UTF-8");
    }

    private static DotEnv.Refusal Refused(int line, string rule) => new(line, rule) { EndsFile = true };

    private static int LineAt(ReadOnlySpan<byte> file, int offset) => 1 + file[..offset].Count((byte)'\n');
}
