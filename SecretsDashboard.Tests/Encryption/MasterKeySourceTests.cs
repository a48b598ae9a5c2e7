using System.Diagnostics;
using System.Runtime.Versioning;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Where the master key is found, how it must be kept, and every reason to refuse it.</summary>
[SupportedOSPlatform("linux")]
public sealed class MasterKeySourceTests : IDisposable
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string Base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly KeyFileFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Hex)]
    [InlineData(Hex + "\n")]
    [InlineData(" \t" + Hex + "\r\n")]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F\n")]
    [InlineData(Base64)]
    [InlineData("\n" + Base64 + " \n")]
    public void Read_KeyInFileOrSetting_GivesTheKey(string text)
    {
        folder.Write(text);
        var setting = new MasterKeySource(new MasterKeyOptions { MasterKey = text }, folder.Root);

        using var fromFile = folder.Source.Read();
        using var fromSetting = setting.Read();

        Assert.Equal(Hex, KnownAnswers.Hex(fromFile.Key.Bytes));
        Assert.Equal(Hex, KnownAnswers.Hex(fromSetting.Key.Bytes));
        Assert.Equal((1, 2), (fromFile.SourceType, fromSetting.SourceType));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("short-SENTINEL")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00")]
    [InlineData("g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("00010203 04050607 08090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g")]
    [InlineData("!AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    public void Read_TextThatIsNoKey_RefusesWithoutShowingIt(string text)
    {
        folder.Write(text);

        var refusal = Refusal(folder.Source);

        Assert.Contains("holds no key", refusal, StringComparison.Ordinal);
        Assert.Contains(folder.KeyPath, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Trim().PadRight(4, '#')[..4], refusal.Replace(folder.Root, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SettingThatIsNoKey_RefusesNamingTheSetting()
    {
        var refusal = Refusal(new MasterKeySource(new MasterKeyOptions { MasterKey = "SENTINEL" }, folder.Root));

        Assert.Contains("Encryption:MasterKey", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("SENTINEL", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EndlessFile_RefusesAfterItsBeginning()
    {
        folder.Write(new string(' ', 4096) + Hex);

        Assert.Contains("holds no key", Refusal(folder.Source), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Missing_RefusesNamingTheFile()
    {
        Assert.False(folder.Source.Exists());
        Assert.Equal($"The master key file {folder.KeyPath} does not exist.", Refusal(folder.Source));
    }

    [Fact]
    public void Read_Directory_Refuses()
    {
        Directory.CreateDirectory(folder.KeyPath);

        Assert.True(folder.Source.Exists());
        Assert.Contains("is not a regular file", Refusal(folder.Source), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Device_Refuses()
    {
        Assert.Contains("is not a regular file", Refusal(At("/dev/zero")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Pipe_RefusesWithoutWaiting()
    {
        var path = Path.Combine(folder.Root, "pipe");
        Run("mkfifo", "-m", "600", path);

        Assert.Contains("is not a regular file", Refusal(At(path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0b110_100_100, "0644")]
    [InlineData(0b110_100_000, "0640")]
    [InlineData(0b110_000_100, "0604")]
    [InlineData(0b110_010_000, "0620")]
    [InlineData(0b111_000_000, "0700")]
    [InlineData(0b100_110_000_000, "4600")]
    public void Read_OtherMode_RefusesWithTheCommandThatMendsIt(int mode, string octal)
    {
        folder.Write(Hex, (UnixFileMode)mode);

        var refusal = Refusal(folder.Source);

        Assert.Contains($"mode {octal}", refusal, StringComparison.Ordinal);
        Assert.EndsWith($"chmod 600 {folder.KeyPath}.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyModeAsToldThatItMay_GivesTheKey()
    {
        folder.Write(Hex, (UnixFileMode)0b110_100_100);
        var source = new MasterKeySource(new MasterKeyOptions { MasterKeyFile = folder.KeyPath, MasterKeyFileMode = "any" }, folder.Root);

        using var key = source.Read();

        Assert.Equal(Hex, KnownAnswers.Hex(key.Key.Bytes));
    }

    [Fact]
    public void Read_ReadOnlyForItsOwner_GivesTheKey()
    {
        folder.Write(Hex, UnixFileMode.UserRead);

        using var key = folder.Source.Read();

        Assert.Equal(Hex, KnownAnswers.Hex(key.Key.Bytes));
    }

    [Fact]
    public void Read_FileOfAnotherUser_Refuses()
    {
        // only root can give a file away; anyone else finds one that belongs to root
        var path = "/etc/passwd";
        if (Environment.IsPrivilegedProcess)
        {
            folder.Write(Hex);
            path = folder.KeyPath;
            Run("chown", "12345", path);
        }

        Assert.Contains("belongs to user", Refusal(At(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LinkToAWellKeptFile_GivesTheKey()
    {
        folder.Write(Hex);
        var link = Path.Combine(folder.Root, "link.key");
        File.CreateSymbolicLink(link, folder.KeyPath);

        using var key = At(link).Read();

        Assert.Equal(Hex, KnownAnswers.Hex(key.Key.Bytes));
    }

    [Fact]
    public void Read_SettingAndFile_SettingWins()
    {
        folder.Write(new string('f', 64));
        var source = new MasterKeySource(new MasterKeyOptions { MasterKey = Hex, MasterKeyFile = folder.KeyPath }, folder.Root);

        using var key = source.Read();

        Assert.Equal(Hex, KnownAnswers.Hex(key.Key.Bytes));
        Assert.Equal("the setting Encryption:MasterKey", key.Source);
        Assert.Equal(key.Source, source.Describe());
    }

    [Fact]
    public void Describe_EmptySettings_NamesTheDefaultFile()
    {
        var source = new MasterKeySource(new MasterKeyOptions { MasterKey = " ", MasterKeyFile = "" }, folder.Root);

        Assert.Equal($"the key file {folder.KeyPath}", source.Describe());
    }

    private static string Refusal(MasterKeySource source)
    {
        var message = Assert.Throws<MasterKeyException>(() => source.Read().Dispose()).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        return message;
    }

    private static void Run(string command, params string[] arguments)
    {
        using var child = Process.Start(command, arguments);
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
    }

    private MasterKeySource At(string path) => new(new MasterKeyOptions { MasterKeyFile = path }, folder.Root);
}
