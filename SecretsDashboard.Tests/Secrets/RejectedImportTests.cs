using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>
/// A file that is refused costs its sender and nobody else: another person's saves go on beside many of them as beside as many bytes that
/// nobody reads, which is what the processor needs to take them off the network.
/// </summary>
public sealed class RejectedImportTests
{
    private const int AtOnce = 24;
    private const int Bursts = 8;
    private const string Import = "/personal/secrets/import?environment=development";

    // what a file is imported as, and what nobody reads
    private const string Taken = "text/plain";
    private const string Refused = "application/x-www-form-urlencoded";

    // a mebibyte, more or less, with a hundred thousand names
    private static readonly byte[] File = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 104_000).Select(number => $"K{number}=x\n")));

    [Fact]
    public async Task Import_ManyLargeFilesAtOnceThatAreRefused_DoNotKeepAnotherPersonsSavesWaiting()
    {
        using var folder = new ServerFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        using var ada = new Visitor(server.Address);
        using var setUp = await ada.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password);
        await ada.ReadFormTokenAsync();
        using var grace = await JoinAsync(ada, server.Address);
        await BesideAsync(ada, grace, Refused, "WARM", 1);
        await BesideAsync(ada, grace, Taken, "WARM_TOO", 1);

        var control = await BesideAsync(ada, grace, Refused, "CONTROL", Bursts);
        var during = await BesideAsync(ada, grace, Taken, "DURING", Bursts);

        Assert.True(Median(during) < 3 * Median(control), $"{Median(during):F1} ms beside refused imports, {Median(control):F1} ms beside as many bytes that nobody reads");
    }

    /// <summary>How long saves take, in milliseconds, while files are sent twenty-four at once, and again after as long as Retry-After says.</summary>
    private static async Task<List<double>> BesideAsync(Visitor sender, Visitor other, string type, string name, int bursts)
    {
        var times = new List<double>();
        for (var burst = 0; burst < bursts; burst++)
        {
            var sent = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAsync(sender, type)));
            do
            {
                var start = Stopwatch.GetTimestamp();
                using var saved = await other.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = $"{name}_{times.Count}", value = "synthetic", same = true });
                Assert.Contains("\"saved\"", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            while (!sent.IsCompleted);
            await sent;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        return times;
    }

    private static async Task SendAsync(Visitor visitor, string type)
    {
        using var content = new ByteArrayContent(File) { Headers = { ContentType = new(type) } };
        using var answer = await visitor.SendAsync(HttpMethod.Post, Import, content);
        Assert.DoesNotContain("\"saved\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
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
