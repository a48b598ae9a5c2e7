using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>One person's circuits are counted, connected or not: who starts and drops many loses their own, and nobody else's.</summary>
public sealed class CircuitRoomTests
{
    private const byte Nil = 0xC0;

    [Fact]
    public async Task Start_ManyStartedAndDroppedByOne_KeepsTheDisconnectedOfAnother()
    {
        await using var app = await TestApp.StartAsync();
        using var greedy = await app.SignedInAsync();
        await app.AddPersonAsync("Grace Hopper", "grace@example.com");
        using var other = await app.SignedInAsync("grace@example.com");
        var kept = await DropAsync(other);

        var started = 0;
        for (var count = 0; count < 112; count++)
        {
            started += await TryStartAsync(greedy) is null ? 0 : 1;
        }

        Assert.Equal(Budget.CircuitsOfPerson, started);
        Assert.False(app.Services.GetRequiredService<Budget>().Has((await app.SetUpOwnerAsync()).User, Cost.Circuit));
        using var room = await greedy.SendAsync(HttpMethod.Get, "/_blazor/room", null);
        Assert.Equal("full", await room.Content.ReadAsStringAsync());
        await using var back = await OpenAsync(other);
        Assert.True(await back.ConnectCircuitAsync(kept));
    }

    [Fact]
    public async Task Start_AfterAPageWasLeft_HasRoomAgain()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        var circuits = new List<string>();
        while (await TryStartAsync(visitor) is { } circuit)
        {
            circuits.Add(circuit);
        }

        using var left = await visitor.SendAsync(HttpMethod.Post, "/_blazor/disconnect", new FormUrlEncodedContent([new("circuitId", circuits[0])]));

        Assert.True(left.IsSuccessStatusCode);
        await using (var client = await OpenAsync(visitor))
        {
            // one that is there is found again although there is no room for a new one
            Assert.True(await client.ConnectCircuitAsync(circuits[^1]));
        }
        await UntilRoomAsync(app);
        Assert.NotNull(await TryStartAsync(visitor));
        Assert.Null(await TryStartAsync(visitor));
    }

    // the framework answers before it lets go of the circuit
    private static async Task UntilRoomAsync(TestApp app)
    {
        var person = (await app.SetUpOwnerAsync()).User;
        for (var tries = 0; tries < 400 && !app.Services.GetRequiredService<Budget>().Has(person, Cost.Circuit); tries++)
        {
            await Task.Delay(25);
        }
    }

    private static async Task<string> DropAsync(Visitor visitor)
    {
        await using var client = await OpenAsync(visitor);
        return await client.StartCircuitAsync();
    }

    // starts one and drops the connection; null: there was no room for it
    private static async Task<string?> TryStartAsync(Visitor visitor)
    {
        await using var client = await OpenAsync(visitor);
        var answer = await client.CallAsync("StartCircuit", $"{visitor.Address}/", $"{visitor.Address}/", "[]", "");
        return answer[0] == Nil ? null : System.Text.Encoding.UTF8.GetString(answer, 2, answer[1]);
    }

    // the server hears a little later that the connections before were dropped
    private static async Task<CircuitClient> OpenAsync(Visitor visitor)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await CircuitClient.OpenAsync(visitor);
            }
            catch (WebSocketException) when (tries < 200)
            {
                await Task.Delay(25);
            }
        }
    }
}
