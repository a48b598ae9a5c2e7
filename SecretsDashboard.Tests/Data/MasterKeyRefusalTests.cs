using System.Security.Cryptography;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A database whose master key is missing, wrong or unfit is not opened, not written to, and gets no new key.</summary>
public sealed class MasterKeyRefusalTests : IAsyncLifetime, IDisposable
{
    private readonly TestFolder folder = new();
    private string before = "";

    public async Task InitializeAsync()
    {
        await using (await TestDatabase.StartAsync(folder))
        {
        }
        before = Bytes();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_KeyMissing_SaysWhichFileAndSlot()
    {
        File.Delete(folder.Key);

        await RefusedAsync("slot 1", folder.Key, "missing");

        Assert.False(File.Exists(folder.Key));
    }

    [Fact]
    public async Task RunAsync_KeyFolderMissing_IsNotMade()
    {
        Directory.Delete(Path.GetDirectoryName(folder.Key)!, recursive: true);

        await RefusedAsync("slot 1", folder.Key, "missing");

        Assert.False(Directory.Exists(Path.GetDirectoryName(folder.Key)));
    }

    [Fact]
    public async Task RunAsync_AnotherKey_SaysSo()
    {
        var other = RandomNumberGenerator.GetHexString(64, lowercase: true);
        await File.WriteAllTextAsync(folder.Key, other);

        await RefusedAsync("slot 1", folder.Key);

        Assert.Equal(other, await File.ReadAllTextAsync(folder.Key));
    }

    [Fact]
    public async Task RunAsync_KeyFileOpenToOthers_IsRefused()
    {
        File.SetUnixFileMode(folder.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        await RefusedAsync("slot 1", "chmod 600");
    }

    [Fact]
    public async Task RunAsync_KeyIsNone_IsRefused()
    {
        await File.WriteAllTextAsync(folder.Key, "not a key");

        await RefusedAsync("slot 1", folder.Key);
    }

    [Theory]
    [InlineData("UPDATE KeySlots SET Sealed = randomblob(length(Sealed))")]
    [InlineData("UPDATE KeySlots SET SourceType = SourceType + 1")]
    [InlineData("UPDATE KeySlots SET Salt = x'00'")]
    public async Task RunAsync_SlotDamaged_IsToldFromAWrongKey(string sql)
    {
        await TamperAsync(sql);

        await RefusedAsync("slot 1", "damaged");
    }

    [Fact]
    public async Task RunAsync_SlotMissing_IsRefused()
    {
        await TamperAsync("DELETE FROM KeySlots");

        await RefusedAsync("no key slot");
    }

    [Fact]
    public async Task RunAsync_InstanceExchanged_IsRefused()
    {
        await TamperAsync("UPDATE Instance SET Id = '11111111-1111-4111-8111-111111111111'");

        await RefusedAsync("slot 1");
    }

    private async Task TamperAsync(string sql)
    {
        await using (var database = await TestDatabase.StartAsync(folder))
        {
            Assert.Equal(1, await database.TamperAsync(sql));
        }
        before = Bytes();
    }

    private async Task RefusedAsync(params string[] words)
    {
        await using var database = TestDatabase.Over(folder);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(database.RunStartupAsync);

        Assert.Equal(3, refused.ExitCode);
        Assert.All(words, word => Assert.Contains(word, refused.Message, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, Bytes());
    }

    private string Bytes() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(folder.Database)));
}
