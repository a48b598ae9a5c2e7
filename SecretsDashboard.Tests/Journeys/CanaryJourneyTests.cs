using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>
/// Saves random values through the browser and then looks for them everywhere they must not be: what the circuit sent and
/// received, what the server answered and logged at its most talkative, what lies on its disk after a kill.
/// </summary>
[Collection(SecretsBrowser.Name)]
public sealed class CanaryJourneyTests(BrowserFixture browser)
{
    private static readonly string[] Environments = ["Development", "Staging", "Production"];

    private readonly ConcurrentQueue<byte[]> frames = new();
    private readonly ConcurrentQueue<Task<byte[]>> answers = new();

    [Fact]
    public async Task Values_SavedInTheBrowser_LieNowhereInClear()
    {
        using var folder = new ServerFolder();
        var values = new List<string>();
        string log;
        await using (var server = await ServerProcess.StartAsync(folder, 0, CanarySearch.Talkative))
        {
            using var visitor = new Visitor(server.Address);
            using (var setUp = await visitor.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password))
            {
                Assert.Equal(HttpStatusCode.Redirect, setUp.StatusCode);
            }
            await using (var journey = await Journey.WithSessionAsync(browser, visitor))
            {
                Record(journey.Page);
                await SaveAllAsync(journey, values);
            }
            await server.KillAsync();
            log = server.Output + server.Errors;
        }
        Assert.Equal(60, values.Count);
        Assert.Contains("dbug: Microsoft.Extensions.Hosting", log, StringComparison.Ordinal);
        var materials = await CanarySearch.LeftByAsync(folder);
        Assert.Equal(4, materials.Count);
        materials.Add("the frames of the circuit", Join(frames));
        materials.Add("the answers of the server", Join(await Task.WhenAll(answers)));
        materials.Add("the log", Encoding.UTF8.GetBytes(log));
        CanarySearch.AssertNowhere(values, materials);
        await ProveTheValuesAreStoredAsync(values, folder);
    }

    private static async Task ProveTheValuesAreStoredAsync(List<string> values, ServerFolder folder)
    {
        await using var opened = await OpenedFolder.OpenAsync(folder);
        var stored = (await StoredValues.OpenAllAsync(opened.Services, "canaries")).Select(each => Encoding.UTF8.GetString(each.Value)).ToHashSet();
        Assert.True(values.TrueForAll(stored.Contains), "every value that was looked for is stored");
    }

    /// <summary>14 secrets with a value for each environment, then new values for 8 of them, then 10 more from a .env file.</summary>
    private async Task SaveAllAsync(Journey journey, List<string> values)
    {
        await journey.OpenAsync("/", "Overview");
        await journey.Button("New project").ClickAsync();
        await journey.Field("Name").FillAsync("Canaries");
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
        for (var number = 0; number < 14; number++)
        {
            await journey.Button("Add Secret").ClickAsync();
            await journey.Field("Secret Key").FillAsync($"CANARY_{number}");
            await journey.Field("Same value in every environment").UncheckAsync();
            foreach (var environment in Environments)
            {
                var field = journey.Field($"Value for {environment}");
                if (number == 0)
                {
                    await field.PressSequentiallyAsync(Value(values));
                }
                else
                {
                    await field.FillAsync(Value(values));
                }
            }
            await journey.Button("Create Secret").ClickAsync();
            await Expect(journey.Row($"CANARY_{number}")).ToBeVisibleAsync();
            await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
            await Task.WhenAll(answers);
        }
        for (var number = 0; number < 8; number++)
        {
            await journey.Button($"Edit CANARY_{number}").ClickAsync();
            await journey.Field("Same value in every environment").CheckAsync();
            await journey.Field("New Value").FillAsync(Value(values));
            await journey.Button("Update Secret").ClickAsync();
            await Expect(journey.Dialog("Edit Secret")).ToHaveCountAsync(0);
            await Task.WhenAll(answers);
        }
        await journey.Button("Import .env").ClickAsync();
        await journey.Field("File contents").FillAsync(string.Concat(Enumerable.Range(10, 10).Select(number => $"CANARY_{number}={Value(values)}\n")));
        await journey.Button("Preview").ClickAsync();
        await Expect(journey.Page.GetByText(new System.Text.RegularExpressions.Regex("^6 new, "))).ToBeVisibleAsync();
        await journey.Button("Import").ClickAsync();
        await Expect(journey.Page.GetByText("Imported 10 secrets: 6 new, 4 ")).ToBeVisibleAsync();
        await Task.WhenAll(answers);
    }

    private static string Value(List<string> values)
    {
        values.Add(CanarySearch.Value(24 + values.Count));
        return values[^1];
    }

    private static byte[] Join(IEnumerable<byte[]> parts)
    {
        using var joined = new MemoryStream();
        foreach (var part in parts)
        {
            joined.Write(part);
            joined.WriteByte((byte)'\n');
        }
        return joined.ToArray();
    }

    private void Record(IPage page)
    {
        page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += Keep;
            socket.FrameReceived += Keep;
        };
        page.Response += (_, response) =>
        {
            if (response.Status is < 300 or >= 400)
            {
                answers.Enqueue(response.BodyAsync());
            }
        };

        void Keep(object? sender, IWebSocketFrame frame) => frames.Enqueue(frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));
    }
}
