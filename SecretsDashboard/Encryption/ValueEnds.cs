using System.Buffers;
using System.Text;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The first and last four characters of a value, as a project may choose to show them: <c>sk-p****z789</c>. Values below 20
/// characters have none: too much of them would show.
/// </summary>
internal static class ValueEnds
{
    private const int Shown = 4;
    private const int ShortestValue = 20;

    /// <summary>UTF-8 of the ends; null where the value is too short. Characters that cannot be seen become a middle dot.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> value)
    {
        var characters = Count(value);
        if (characters < ShortestValue)
        {
            return null;
        }
        var ends = new ArrayBufferWriter<byte>(40);
        for (var index = 0; index < characters; index++)
        {
            Rune.DecodeFromUtf8(value, out var rune, out var length);
            value = value[length..];
            if (index == Shown)
            {
                ends.Write("****"u8);
            }
            if (index < Shown || index >= characters - Shown)
            {
                var visible = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? new Rune('·') : rune;
                ends.Advance(visible.EncodeToUtf8(ends.GetSpan(4)));
            }
        }
        return ends.WrittenSpan.ToArray();
    }

    private static int Count(ReadOnlySpan<byte> value)
    {
        var characters = 0;
        for (; !value.IsEmpty; characters++)
        {
            Rune.DecodeFromUtf8(value, out _, out var length);
            value = value[length..];
        }
        return characters;
    }
}
