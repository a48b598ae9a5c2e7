using System.Runtime.Versioning;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>Nobody but the server's user reads the data folder after a start, and what was open is named.</summary>
[SupportedOSPlatform("linux")]
public sealed class StorageModesTests : IDisposable
{
    private readonly TestFolder root = new();
    private readonly LogCapture log = new();

    public void Dispose()
    {
        root.Dispose();
        log.Dispose();
    }

    [Fact]
    public void Close_AllOfItOpen_ClosesEachAndSaysSo()
    {
        var folder = Folder();
        string[] files = [folder.Database, $"{folder.Database}-wal", $"{folder.Database}-shm", folder.Lock];
        foreach (var file in files)
        {
            File.WriteAllText(file, "");
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);

        Close(folder);

        Assert.All(files, file => Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file)));
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder.Path));
        Assert.Equal(5, log.Lines.Count);
        Assert.Contains($"{folder.Database} had the mode 0644", log.Text, StringComparison.Ordinal);
        Assert.Contains($"{folder.Path} had the mode 0755", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Close_ClosedAlready_SaysNothing()
    {
        var folder = Folder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_000_000);
        File.WriteAllText(folder.Database, "");
        File.SetUnixFileMode(folder.Database, (UnixFileMode)0b100_000_000);

        Close(folder);

        Assert.Equal((UnixFileMode)0b100_000_000, File.GetUnixFileMode(folder.Database));
        Assert.Empty(log.Lines);
    }

    private StorageFolder Folder()
    {
        Directory.CreateDirectory(root.Data);
        return new(Options.Create(new StorageOptions { Directory = root.Data }), new HostingEnvironment { ContentRootPath = root.Root, ContentRootFileProvider = new NullFileProvider() });
    }

    private void Close(StorageFolder folder)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        StorageModes.Close(folder, loggers.CreateLogger("test"));
    }
}
