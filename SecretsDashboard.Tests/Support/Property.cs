using CsCheck;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// Rules that hold for every input, over inputs that CsCheck makes. They are the same in each run, so that what passed does not fail tomorrow; a
/// failure names the seed of its input.
/// </summary>
internal static class Property
{
    private const int Cases = 400;

    /// <summary>Valid Unicode text: letters, control characters, quotes and backslashes, other scripts, and characters of two code units.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
        Gen.Char[' ', '~'].Select(each => $"{each}"),
        Gen.Char['\0', '\u001f'].Select(each => $"{each}"),
        Gen.Char['\u007f', '\ud7ff'].Select(each => $"{each}"),
        Gen.Int[0x1F300, 0x1FAFF].Select(char.ConvertFromUtf32),
        Gen.OneOf(Gen.Const("\""), Gen.Const("\\"), Gen.Const("\u2028"), Gen.Const("\ufeff"), Gen.Const("\uffff"))).Array[0, 40].Select(string.Concat);

    /// <summary>It holds for each input; it throws where it does not.</summary>
    public static void Holds<T>(this Gen<T> inputs, Action<T> rule, int cases = Cases)
    {
        for (var number = 1; number <= cases; number++)
        {
            inputs.Sample(rule, seed: new PCG(1, (ulong)number).ToString(), iter: 1, threads: 1);
        }
    }

    /// <inheritdoc cref="Holds{T}"/>
    public static void Holds<T1, T2>(this Gen<(T1, T2)> inputs, Action<T1, T2> rule) => inputs.Holds(each => rule(each.Item1, each.Item2));

    /// <inheritdoc cref="Holds{T}"/>
    public static void Holds<T1, T2, T3>(this Gen<(T1, T2, T3)> inputs, Action<T1, T2, T3> rule) => inputs.Holds(each => rule(each.Item1, each.Item2, each.Item3));

    /// <inheritdoc cref="Holds{T}"/>
    public static void Holds<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> inputs, Action<T1, T2, T3, T4> rule) => inputs.Holds(each => rule(each.Item1, each.Item2, each.Item3, each.Item4));
}
