extern alias cli;

using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>The sealed cache: what it gives back, and everything it treats as absent.</summary>
public sealed class AnswerCacheTests : IDisposable
{
    private static readonly Uri Server = new("https://secrets.example.com/");
    private static readonly byte[] Answer = "{\"secrets\":{\"A\":\"canary-value\"}}"u8.ToArray();

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"sd-cache-{Guid.NewGuid():N}");
    private readonly SetClock clock = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Recall_AfterKeep_GivesTheAnswerAndItsAge()
    {
        Cache().Keep(Answer, Day);
        clock.Now += TimeSpan.FromHours(3);

        var kept = Cache().Recall(TimeSpan.FromHours(24));

        Assert.Equal(Answer, kept?.Answer);
        Assert.Equal(TimeSpan.FromHours(3), kept?.Age);
    }

    [Fact]
    public void Keep_Again_ReplacesTheAnswerAndLeavesOneFile()
    {
        Cache().Keep(Answer, Day);
        Cache().Keep("{}"u8, Day);

        Assert.Equal("{}"u8.ToArray(), Cache().Recall(TimeSpan.FromHours(1))?.Answer);
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void Keep_Anything_WritesForThisUserOnlyAndNothingReadable()
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var cache = Cache();

        cache.Keep(Answer, Day);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(cache.FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(-1, File.ReadAllBytes(cache.FilePath).AsSpan().IndexOf("canary"u8));
    }

    [Fact]
    public void Recall_ExactlyAtTheLimit_GivesTheAnswerAndNotLater()
    {
        Cache().Keep(Answer, Day);

        clock.Now += TimeSpan.FromHours(24);
        Assert.NotNull(Cache().Recall(TimeSpan.FromHours(24)));

        clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.Null(Cache().Recall(TimeSpan.FromHours(24)));
    }

    [Fact]
    public void Recall_FromTheFuture_IsAbsent()
    {
        Cache().Keep(Answer, Day);
        clock.Now -= TimeSpan.FromMilliseconds(1);

        Assert.Null(Cache().Recall(TimeSpan.FromHours(24)));
    }

    [Fact]
    public void Recall_NothingKept_IsAbsent()
    {
        Directory.CreateDirectory(folder);

        Assert.Null(Cache().Recall(TimeSpan.FromHours(24)));
    }

    [Theory]
    [InlineData("sdt_AAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBC", "https://secrets.example.com/")]
    [InlineData("sdt_AAAAAAAAAAAB_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB", "https://secrets.example.com/")]
    [InlineData("sdt_another", "https://secrets.example.com/")]
    [InlineData("sdt_AAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB", "https://other.example.com/")]
    public void Recall_AnotherTokenOrServer_IsAbsentEvenUnderItsName(string token, string server)
    {
        var first = Cache();
        first.Keep(Answer, Day);
        var other = new AnswerCache(folder, new Uri(server), Token.Parse(token)!, clock);
        Assert.NotEqual(first.FilePath, other.FilePath);
        Assert.Null(other.Recall(TimeSpan.FromHours(24)));

        File.Copy(first.FilePath, other.FilePath);

        Assert.Null(other.Recall(TimeSpan.FromHours(24)));
    }

    [Fact]
    public void Recall_AnyByteAlteredOrMissing_IsAbsent()
    {
        var cache = Cache();
        cache.Keep(Answer, Day);
        var good = File.ReadAllBytes(cache.FilePath);

        for (var at = 0; at < good.Length; at++)
        {
            var altered = (byte[])good.Clone();
            altered[at] ^= 1;
            File.WriteAllBytes(cache.FilePath, altered);
            Assert.Null(cache.Recall(TimeSpan.FromHours(24)));

            File.WriteAllBytes(cache.FilePath, good[..at]);
            Assert.Null(cache.Recall(TimeSpan.FromHours(24)));
        }

        File.WriteAllBytes(cache.FilePath, [.. good, 0]);
        Assert.Null(cache.Recall(TimeSpan.FromHours(24)));
        File.WriteAllBytes(cache.FilePath, good);
        Assert.NotNull(cache.Recall(TimeSpan.FromHours(24)));
    }

    [Fact]
    public void Forget_Kept_RemovesTheFile()
    {
        Cache().Keep(Answer, Day);

        Cache().Forget();

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void RemoveOld_OtherFiles_GoWhenTheirTimeIsOverAndTheOwnStays()
    {
        Cache().Keep(Answer, Day);
        Other("short").Keep(Answer, Day);
        Other("long").Keep(Answer, TimeSpan.FromDays(30));
        File.WriteAllText(Path.Combine(folder, "0123.sealed"), "SDC1, as an earlier version wrote it");
        File.WriteAllText(Path.Combine(folder, "note.txt"), "not one of these");
        File.SetLastWriteTimeUtc(Path.Combine(folder, "0123.sealed"), clock.Now.UtcDateTime);
        Cache().RemoveOld();
        Assert.Equal(5, Directory.GetFiles(folder).Length);

        clock.Now += Day + TimeSpan.FromMilliseconds(1);
        Cache().RemoveOld();

        Assert.Equal(
            ((string[])[Cache().FilePath, Other("long").FilePath, Path.Combine(folder, "note.txt")]).Order(StringComparer.Ordinal),
            Directory.GetFiles(folder).Order(StringComparer.Ordinal));
    }

    private AnswerCache Other(string token) => new(folder, Server, Token.Parse($"sdt_{token}")!, clock);

    private AnswerCache Cache() =>
        new(folder, Server, Token.Parse("sdt_AAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB")!, clock);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
