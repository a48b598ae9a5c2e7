using System.Runtime.Versioning;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>A new master key: kept as it should be from the start, and never in place of another.</summary>
[SupportedOSPlatform("linux")]
public sealed class MasterKeyCreationTests : IDisposable
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly KeyFileFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Create_NothingThere_MakesFolder0700AndFile0600ThatReadsBack()
    {
        using var created = folder.Source.Create();
        using var read = folder.Source.Read();

        Assert.True(folder.Source.Exists());
        Assert.Equal("600", Octal(folder.KeyPath));
        Assert.Equal("700", Octal(Path.GetDirectoryName(folder.KeyPath)!));
        Assert.Equal(created.Key.Bytes.ToArray(), read.Key.Bytes.ToArray());
        Assert.Equal(KnownAnswers.Hex(created.Key.Bytes) + "\n", File.ReadAllText(folder.KeyPath));
        Assert.Equal(1, created.SourceType);
        Assert.Equal([folder.KeyPath], Directory.GetFiles(Path.GetDirectoryName(folder.KeyPath)!));
    }

    [Theory]
    [InlineData(Hex)]
    [InlineData("")]
    public void Create_FileThere_IsNotOverwritten(string text)
    {
        folder.Write(text);

        var refusal = Assert.Throws<MasterKeyException>(() => folder.Source.Create());

        Assert.Contains("not overwritten", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(folder.KeyPath));
    }

    [Fact]
    public void Create_LinkToNowhere_IsNotFollowed()
    {
        var target = Path.Combine(folder.Root, "elsewhere");
        var link = Path.Combine(folder.Root, "link.key");
        File.CreateSymbolicLink(link, target);

        Assert.Throws<MasterKeyException>(() => At(link).Create());
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void Create_FolderCannotBeMade_Refuses()
    {
        File.WriteAllText(Path.Combine(folder.Root, "keys"), "");

        Assert.Contains("cannot be written", Assert.Throws<MasterKeyException>(() => folder.Source.Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_KeyGivenAsSetting_OnlyReadsIt()
    {
        var source = new MasterKeySource(new MasterKeyOptions { MasterKey = Hex }, folder.Root);

        using var key = source.Create();

        Assert.Equal(Hex, KnownAnswers.Hex(key.Key.Bytes));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    private static string Octal(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private MasterKeySource At(string path) => new(new MasterKeyOptions { MasterKeyFile = path }, folder.Root);
}
