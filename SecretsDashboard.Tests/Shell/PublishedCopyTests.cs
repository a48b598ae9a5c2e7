using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using SecretsDashboard.Encryption;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>A published copy, started from somewhere else, is the same program: the same assets, the same data, its own folders.</summary>
public sealed partial class PublishedCopyTests : IDisposable
{
    private static readonly string[] LibraryFolders = ["/lib", "/usr/lib", "/usr/local/lib"];

    private readonly string copy = Directory.CreateTempSubdirectory("sd-published-").FullName;

    [Fact]
    public async Task Publish_StartedFromAnotherFolder_ServesTheSameAssetsAndData()
    {
        await PublishAsync();
        using var folder = new ServerFolder();
        List<string> assets;
        Dictionary<string, byte[]> built = [];
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            using var visitor = new Visitor(server.Address);
            using var setUp = await visitor.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password);
            Assert.Equal(HttpStatusCode.Redirect, setUp.StatusCode);
            assets = await AssetsAsync(visitor);
            Assert.Contains(assets, path => path.Contains("blazor.web", StringComparison.Ordinal));
            foreach (var path in assets)
            {
                using var answer = await visitor.FetchAsync(path);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                built[path] = await answer.Content.ReadAsByteArrayAsync();
            }
            Assert.Equal(0, await server.StopAsync());
        }
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(copy, "clients", "linux-x64")).FullName, "secrets"), "the client");
        using var elsewhere = new ServerFolder();
        await using var published = ServerProcess.Run(copy, elsewhere.Root, ["--Urls=http://127.0.0.1:0", .. folder.Settings]);
        await published.WaitUntilListeningAsync();
        using (var http = new HttpClient { BaseAddress = new Uri(published.Address) })
        {
            Assert.Equal("the client", await http.GetStringAsync("/client/linux-x64/secrets"));
            Assert.StartsWith("# First steps", await http.GetStringAsync("/help/first-steps.md"), StringComparison.Ordinal);
        }
        Assert.Equal(0, published.SetUpLinks);
        using var again = new Visitor(published.Address);
        using var signIn = await again.SignInAsync(TestApp.OwnerEmail, TestApp.Password);
        Assert.Equal(HttpStatusCode.Redirect, signIn.StatusCode);
        Assert.Equal(assets, await AssetsAsync(again));
        foreach (var path in assets)
        {
            using var answer = await again.FetchAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.NotEmpty(bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(built[path]), $"{path} differs from the built one");
            Assert.Equal("max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
        }
        Assert.Empty(elsewhere.Snapshot());
        await published.KillAsync();
        await DefaultFoldersAsync(elsewhere.Root);
        await MissingLibraryAsync(elsewhere.Root, "libe_sqlite3.so", "SQLite, which comes with this program, is missing");
        await MissingLibraryAsync(elsewhere.Root, "libsodium.so", new SodiumMissingException().Message);
    }

    public void Dispose() => Directory.Delete(copy, recursive: true);

    /// <summary>Without settings, data and key lie beside the program, or where the current folder is the program's source.</summary>
    private async Task DefaultFoldersAsync(string elsewhere)
    {
        await using (var server = ServerProcess.Run(copy, elsewhere, "--Urls=http://127.0.0.1:0"))
        {
            await server.WaitUntilListeningAsync();
        }
        Assert.True(File.Exists(Path.Combine(copy, "data", "secrets.db")));
        Assert.True(File.Exists(Path.Combine(copy, "keys", "master.key")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        Directory.CreateDirectory(Path.Combine(elsewhere, "wwwroot"));
        await using (var server = ServerProcess.Run(copy, elsewhere, "--Urls=http://127.0.0.1:0"))
        {
            await server.WaitUntilListeningAsync();
        }
        Assert.True(File.Exists(Path.Combine(elsewhere, "data", "secrets.db")));
        Assert.True(File.Exists(Path.Combine(elsewhere, "keys", "master.key")));
    }

    /// <summary>A copy without a native library says so in one sentence. Where the system has the library for developers, that one loads.</summary>
    private async Task MissingLibraryAsync(string elsewhere, string name, string said)
    {
        if (IsInSystem(name))
        {
            return;
        }
        foreach (var library in Directory.EnumerateFiles(copy, name, SearchOption.AllDirectories))
        {
            File.Delete(library);
        }
        await using var server = ServerProcess.Run(copy, elsewhere, "--Urls=http://127.0.0.1:0");
        Assert.Equal(2, await server.ExitCodeAsync());
        Assert.StartsWith(said, server.Errors, StringComparison.Ordinal);
        Assert.Single(server.Errors.Trim().Split('\n'));
    }

    // to load it would tell nothing: this process has it already, and a loader answers by name with what is loaded
    private static bool IsInSystem(string library) => LibraryFolders.Where(Directory.Exists).Any(folder => Directory.EnumerateFiles(
        folder, library, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true }).Any());

    /// <summary>Everything the pages of a person who is signed in load: named in the page, or in its styles.</summary>
    private static async Task<List<string>> AssetsAsync(Visitor visitor)
    {
        var pages = "";
        foreach (var path in new[] { "/", "/login?ReturnUrl=/nowhere" })
        {
            using var answer = await visitor.OpenAsync(path);
            pages += await answer.Content.ReadAsStringAsync();
        }
        var assets = Asset().Matches(pages).Select(match => "/" + match.Groups[1].Value.TrimStart('/')).Distinct().ToList();
        using var theme = await visitor.FetchAsync(assets.Single(path => path.StartsWith("/theme.", StringComparison.Ordinal)));
        assets.AddRange(Font().Matches(await theme.Content.ReadAsStringAsync()).Select(match => "/" + match.Groups[1].Value));
        assets.Sort(StringComparer.Ordinal);
        Assert.True(assets.Count >= 14, $"a page names {assets.Count} assets");
        return assets;
    }

    private async Task PublishAsync()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var root = built;
        while (!File.Exists(Path.Combine(root.FullName, "SecretsDashboard.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The solution is not above the tests.");
        }
        var configuration = built.Parent!.Name;
        using var publish = Process.Start(new ProcessStartInfo(ServerProcess.DotNet,
            ["publish", Path.Combine(root.FullName, "SecretsDashboard"), "--no-build", "-c", configuration, "-o", copy, "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, $"{await output}{await errors}");
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+\\.(?:css|js|svg))\"")]
    private static partial Regex Asset();

    [GeneratedRegex("url\\(\"([^\"]+)\"\\)")]
    private static partial Regex Font();
}
