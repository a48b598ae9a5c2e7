using System.Text.Unicode;

namespace SecretsDashboard.Cli;

/// <summary>What a value may be. It refuses what the server would refuse, before the value travels, and never says anything of its content.</summary>
internal static class ValueRule
{
    public const int Longest = 65_536;

    /// <summary>Half a sentence that follows "the value"; null: nothing is wrong.</summary>
    public static string? Problem(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? "is empty"
        : value.Length > Longest ? "is longer than 65,536 bytes"
        : value.Contains((byte)0) ? "holds a NUL byte"
        : !Utf8.IsValid(value) ? "is not UTF-8 text; encode binary data, in base64 for example"
        : null;
}
