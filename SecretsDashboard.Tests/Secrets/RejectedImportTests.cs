using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>A file that is refused costs its sender and nobody else: another person's saves go on beside many of them nearly as without.</summary>
[Collection(Alone.Name)]
public sealed class RejectedImportTests
{
    private const int AtOnce = 24;
    // no more than one person may send without a pause
    private const int Bursts = 4;
    private const int Calm = 20;

    // a mebibyte, more or less, with a hundred thousand names
    private static readonly byte[] File = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 104_000).Select(number => $"K{number}=x\n")));

    private static int saves;

    [Fact]
    public async Task Import_ManyLargeFilesAtOnceThatAreRefused_DoNotKeepAnotherPersonsSavesWaiting()
    {
        using var folder = new ServerFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        using var ada = new Visitor(server.Address);
        using var setUp = await ada.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password);
        await ada.ReadFormTokenAsync();
        using var grace = await JoinAsync(ada, server.Address);
        await Task.WhenAll(SendAsync(ada), SaveAsync(grace));
        var (calm, during) = (new List<double>(), new List<double>());

        // in turns, because other programs of the machine come and go
        for (var burst = 0; burst < Bursts; burst++)
        {
            for (var save = 0; save < Calm; save++)
            {
                calm.Add(await SaveAsync(grace));
            }
            var sent = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAsync(ada)));
            do
            {
                during.Add(await SaveAsync(grace));
            }
            while (!sent.IsCompleted);
            await sent;
        }

        Assert.True(Median(during) < 3 * Median(calm), $"{Median(during):F1} ms beside refused imports, {Median(calm):F1} ms without");
    }

    /// <summary>How long a save takes, in milliseconds.</summary>
    private static async Task<double> SaveAsync(Visitor visitor)
    {
        var start = Stopwatch.GetTimestamp();
        using var saved = await visitor.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = $"KEY_{Interlocked.Increment(ref saves)}", value = "synthetic", same = true });
        Assert.Contains("\"saved\"", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task SendAsync(Visitor visitor)
    {
        using var content = new ByteArrayContent(File) { Headers = { ContentType = new("text/plain") } };
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/personal/secrets/import?environment=development", content);
        Assert.Contains("a file has at most 5,000 names", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<Visitor> JoinAsync(Visitor owner, string address)
    {
        using var invited = await owner.SaveAsync(HttpMethod.Post, "/members/invitations", new { email = "grace@example.com", role = "Member" });
        using var json = JsonDocument.Parse(await invited.Content.ReadAsStringAsync());
        var grace = new Visitor(address);
        using var joined = await grace.SubmitAsync("/invitations", "join", ("Form.Code", json.RootElement.GetProperty("once").GetString()!.Split('#')[1]),
            ("Form.Name", "Grace Hopper"), ("Form.Password", TestApp.Password), ("Form.ConfirmPassword", TestApp.Password));
        await grace.ReadFormTokenAsync();
        return grace;
    }
}
