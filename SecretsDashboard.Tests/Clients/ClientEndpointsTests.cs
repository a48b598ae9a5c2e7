using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Access;
using SecretsDashboard.Clients;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Clients;

/// <summary>What the server hands out, and what it does not: the file as it is, in parts too, and nothing that a request makes up.</summary>
public sealed class ClientEndpointsTests : IAsyncLifetime
{
    private const string Address = "/client/linux-x64/secrets";

    private static readonly HttpClient Http = new();

    private readonly string root = Directory.CreateTempSubdirectory("sd-clients-").FullName;
    private readonly byte[] program = RandomNumberGenerator.GetBytes(100_000);
    private WebApplication server = default!;

    public async Task InitializeAsync()
    {
        await AddAsync("linux-x64", program);
        await AddAsync("elsewhere", [1]);
        await File.WriteAllTextAsync(Path.Combine(root, "secrets"), "not for you");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddClients();
        builder.Services.AddSingleton(new ClientFiles(Path.Combine(root, "clients"), root));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<RefusalLog>();
        builder.Services.Configure<LimitOptions>(options => options.ClientDownloadsPerMinute = 20);
        server = builder.Build();
        server.MapClients();
        await server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Download_Whole_IsTheFileWithItsNameVersionAndDigest()
    {
        using var answer = await Http.GetAsync(Url(Address));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(program, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", $"secrets-{ProgramVersion.Text}-linux-x64"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName));
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(program))}\"", answer.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Download_BrokenOff_GoesOnWhereItWas()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(Address));
        request.Headers.Range = new RangeHeaderValue(99_000, null);
        using var answer = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(program[99_000..], await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Download_OfWhatOneHas_IsNotSentAgain()
    {
        using var first = await Http.GetAsync(Url(Address));
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(Address));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var answer = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Theory]
    [InlineData("/client/linux-arm64/secrets")] // known, and not published
    [InlineData("/client/elsewhere/secrets")] // a folder that is there
    [InlineData("/client/LINUX-X64/secrets")]
    [InlineData("/client/%2e%2e/secrets")]
    [InlineData("/client/..%2flinux-x64/secrets")]
    [InlineData("/client/..%5c..%5c/secrets")]
    public async Task Download_OfAnythingElse_IsNotFound(string path)
    {
        using var answer = await Http.GetAsync(Url(path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("not for you", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_TooOften_IsToldToWait()
    {
        HttpResponseMessage answer;
        var count = 0;
        do
        {
            answer = await Http.GetAsync(Url(Address));
        }
        while (answer.StatusCode == HttpStatusCode.OK && ++count < 100);

        Assert.Equal((HttpStatusCode.TooManyRequests, 20), (answer.StatusCode, count));
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_OfASourceTree_AreItsOwnClient(bool isThere)
    {
        var project = Directory.CreateDirectory(Path.Combine(root, "SecretsDashboard.Cli")).FullName;
        if (isThere)
        {
            File.WriteAllText(Path.Combine(project, "SecretsDashboard.Cli.csproj"), "");
        }
        var server = Directory.CreateDirectory(Path.Combine(root, "SecretsDashboard")).FullName;

        Assert.Equal(isThere, new ClientFiles(Path.Combine(root, "none"), server).IsSource);
        Assert.False(new ClientFiles(Path.Combine(root, "clients"), server).IsSource);
    }

    private string Url(string path) => server.Urls.Single() + path;

    private Task AddAsync(string system, byte[] content) =>
        File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(root, "clients", system)).FullName, "secrets"), content);
}
