using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>
/// Kills the server at random moments while values are being saved. What was acknowledged is there and opens, nothing is there
/// that nobody sent, the audit chain is whole, and the next start works.
/// </summary>
public sealed class KillJourneyTests
{
    private const int Seed = 20261121;
    private const int Writers = 3;
    private const string Project = "stream";

    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> sent = new();
    private readonly Random random = new(Seed);

    [Fact]
    public async Task Save_ServerKilledMeanwhile_KeepsEveryAcknowledgedValue()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("SD_KILL_ROUNDS") ?? "20", CultureInfo.InvariantCulture);
        using var folder = new ServerFolder();
        Visitor owner;
        await using (var first = await FirstProject.MakeAsync(folder, Project))
        {
            owner = first.Visitor;
        }
        using var signedIn = owner;
        for (var round = 1; round <= rounds; round++)
        {
            try
            {
                await RoundAsync(folder, signedIn, round);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Round {round} of the run with the seed {Seed} failed.", exception);
            }
        }
        Assert.True(acknowledged.Count > rounds, $"only {acknowledged.Count} values were acknowledged");
        await using var last = await ServerProcess.StartAsync(folder, new Uri(signedIn.Address).Port);
        using var visitor = At(last, signedIn);
        using var answer = await visitor.SaveAsync(HttpMethod.Post, $"/projects/{Project}/secrets", new { key = "AFTER_ALL", value = "synthetic", same = true });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, last.SetUpLinks);
    }

    private async Task RoundAsync(ServerFolder folder, Visitor signedIn, int round)
    {
        // at the same port: the cookies are named after it
        await using (var server = await ServerProcess.StartAsync(folder, new Uri(signedIn.Address).Port))
        {
            using var visitor = At(server, signedIn);
            var firstSaved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(visitor, $"R{round}_W{writer}", firstSaved)).ToList();
            await firstSaved.Task.WaitAsync(TimeSpan.FromSeconds(60));
            // the moment is what is random here, so it has to be waited for
            await Task.Delay(random.Next(300));
            await server.KillAsync();
            await Task.WhenAll(writers);
        }
        // the next round opens the folder as the kill left it
        using var copy = folder.Copy();
        await using var opened = await OpenedFolder.OpenAsync(copy);
        var stored = (await StoredValues.OpenAllAsync(opened.Services, Project)).Where(value => value.IsCurrent)
            .GroupBy(value => value.Key).ToDictionary(group => group.Key, group => group.Select(value => Encoding.UTF8.GetString(value.Value)).ToList());
        foreach (var (key, value) in acknowledged)
        {
            Assert.True(stored.TryGetValue(key, out var values), $"{key} was acknowledged and is gone");
            Assert.True(values.Count == 3, $"{key} has {values.Count} values instead of one in each environment");
            // a change that was on its way may be there, whole
            Assert.True(values.Distinct().Count() == 1, $"{key} was stored in part");
            Assert.True(values[0] == value || IsNewer(key, values[0], value), $"{key} has not the value that was acknowledged");
        }
        Assert.All(stored, each => Assert.True(each.Value.TrueForAll(value => sent[each.Key].Contains(value)), $"{each.Key} has a value that nobody sent"));
        Assert.Null(await opened.AuditFaultAsync());
        Assert.Equal(("2", "wal"), (opened.Services.GetRequiredService<WriteGate>().ReadBack("synchronous"), opened.Services.GetRequiredService<WriteGate>().ReadBack("journal_mode")));
    }

    private bool IsNewer(string key, string value, string than) => sent[key].Contains(value) && Number(value) > Number(than);

    private static int Number(string value) => int.Parse(value.Split('-')[1], CultureInfo.InvariantCulture);

    /// <summary>Adds secrets and changes every second one, one request after the other, until the server is gone.</summary>
    private async Task WriteAsync(Visitor visitor, string prefix, TaskCompletionSource firstSaved)
    {
        for (var number = 0; ; number++)
        {
            var isChange = number % 2 == 1;
            var key = $"{prefix}_{number / 2}";
            var value = $"v-{number}-{Guid.NewGuid():N}";
            sent.GetOrAdd(key, _ => []).Add(value);
            try
            {
                using var answer = isChange
                    ? await visitor.SaveAsync(HttpMethod.Put, $"/projects/{Project}/secrets/{key}", new { value, same = true })
                    : await visitor.SaveAsync(HttpMethod.Post, $"/projects/{Project}/secrets", new { key, value, same = true });
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
            catch (HttpRequestException)
            {
                return;
            }
            acknowledged[key] = value;
            firstSaved.TrySetResult();
        }
    }

    private static Visitor At(ServerProcess server, Visitor signedIn)
    {
        var visitor = new Visitor(server.Address) { FormToken = signedIn.FormToken };
        visitor.Cookies.SetCookies(new Uri(server.Address), signedIn.CookieHeader().Replace("; ", ",", StringComparison.Ordinal));
        return visitor;
    }
}
