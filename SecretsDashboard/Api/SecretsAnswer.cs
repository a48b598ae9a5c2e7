using System.Globalization;
using System.Runtime.CompilerServices;
using SecretsDashboard.Access;
using SecretsDashboard.Encryption;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Api;

/// <summary>
/// Writes answers with values from bytes to bytes: each value is opened into one scratch of pinned memory, written into another,
/// and both are zeroed when the answer is handed over. None becomes a string. What was written of a whole environment is kept sealed as one
/// piece until the environment changes: opening that is much cheaper than opening each value again.
/// </summary>
internal static class SecretsAnswer
{
    private const int LongestKept = 256 * 1024;

    private static readonly ConditionalWeakTable<SealedEnvironment, MemorySeal> Json = new();
    private static readonly ConditionalWeakTable<SealedEnvironment, MemorySeal> DotEnv = new();

    /// <summary>All values of an environment as JSON.</summary>
    public static async Task SendJsonAsync(HttpResponse response, TokenEntry token, SealedEnvironment environment, CancellationToken cancellationToken)
    {
        using var answer = Start(environment);
        answer.Write("{\"project\":\""u8);
        answer.WriteAscii(token.Project);
        answer.Write("\",\"environment\":\""u8);
        answer.WriteAscii(token.Environment);
        answer.Write("\",\"revision\":"u8);
        answer.WriteAscii(Number(environment.Revision));
        answer.Write(",\"secrets\":{"u8);
        All(answer, environment, Json, static (answer, secrets) => Each(answer, secrets, static (answer, secret, value, isFirst) =>
        {
            answer.Write(isFirst ? "\""u8 : ",\""u8);
            answer.WriteAscii(secret.Key);
            answer.Write("\":"u8);
            JsonText.Write(answer, value);
        }));
        answer.Write("}}"u8);
        await answer.SendAsync(response, "application/json; charset=utf-8", cancellationToken);
    }

    /// <summary>All values of an environment as lines of a .env file (see <see cref="DotEnvText"/>).</summary>
    public static async Task SendDotEnvAsync(HttpResponse response, SealedEnvironment environment, CancellationToken cancellationToken)
    {
        using var answer = Start(environment);
        All(answer, environment, DotEnv, static (answer, secrets) =>
        {
            Each(answer, secrets, static (answer, secret, value, _) => WriteDotEnv(answer, secret, value, isForShells: false));
            // last: other readers may lose their way behind it
            Each(answer, secrets, static (answer, secret, value, _) => WriteDotEnv(answer, secret, value, isForShells: true));
        });
        await answer.SendAsync(response, "text/plain; charset=utf-8", cancellationToken);
    }

    /// <summary>One value as JSON.</summary>
    public static async Task SendOneAsync(HttpResponse response, SealedEnvironment environment, SealedSecret secret, CancellationToken cancellationToken)
    {
        using var answer = AnswerBuffer.Start(secret.Sealed.Length + 256, environment.Room);
        Each(answer, [secret], static (answer, secret, value, _) =>
        {
            answer.Write("{\"key\":\""u8);
            answer.WriteAscii(secret.Key);
            answer.Write("\",\"value\":"u8);
            JsonText.Write(answer, value);
        });
        answer.Write(",\"version\":"u8);
        answer.WriteAscii(Number(secret.Version));
        answer.Write((byte)'}');
        await answer.SendAsync(response, "application/json; charset=utf-8", cancellationToken);
    }

    private delegate void WriteOne(AnswerBuffer answer, SealedSecret secret, ReadOnlySpan<byte> value, bool isFirst);

    private static void WriteDotEnv(AnswerBuffer answer, SealedSecret secret, ReadOnlySpan<byte> value, bool isForShells)
    {
        if (DotEnvText.IsForShells(value) == isForShells)
        {
            DotEnvText.Write(answer, secret.Key, value);
        }
    }

    private static void All(
        AnswerBuffer answer, SealedEnvironment environment, ConditionalWeakTable<SealedEnvironment, MemorySeal> kept, Action<AnswerBuffer, IReadOnlyList<SealedSecret>> write)
    {
        if (kept.TryGetValue(environment, out var known))
        {
            known.Open(answer.Take(known.Length));
            return;
        }
        var start = answer.Length;
        write(answer, environment.Secrets);
        if (answer.Length - start <= LongestKept)
        {
            kept.AddOrUpdate(environment, new MemorySeal(answer.Since(start)));
        }
    }

    private static void Each(AnswerBuffer answer, IReadOnlyList<SealedSecret> secrets, WriteOne write)
    {
        for (var index = 0; index < secrets.Count; index++)
        {
            write(answer, secrets[index], secrets[index].Open(answer.Scratch), index == 0);
        }
    }

    private static AnswerBuffer Start(SealedEnvironment environment) => AnswerBuffer.Start(256 + environment.Size, environment.Room);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
