using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The secret of another's circuit opens and ends nothing, and anyone who tries is on record.</summary>
public sealed class CircuitTheftTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Visitor visitor = null!;
    private Visitor thief = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        visitor = await app.SignedInAsync();
        await app.AddPersonAsync("Mallory", "mallory@example.com", InstanceRole.Member);
        thief = await app.SignedInAsync("mallory@example.com");
    }

    public async Task DisposeAsync()
    {
        visitor.Dispose();
        thief.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task ConnectCircuit_SecretOfAnotherSession_IsRefusedAndOnRecordOnce()
    {
        await using var owner = await CircuitClient.OpenAsync(visitor);
        var secret = await owner.StartCircuitAsync();
        await using (var stolen = await CircuitClient.OpenAsync(thief))
        {
            Assert.False(await stolen.ConnectCircuitAsync(secret));
            Assert.False(await stolen.ConnectCircuitAsync(secret));
        }

        var line = AuditJson.Of(Assert.Single(await ThieveriesAsync()));
        Assert.Equal(("access.refused", "denied", "Mallory", TestApp.OwnerName), (line.Text("action"), line.Text("outcome"), line.Text("actor.name"), line.Text("target_name")));
        await using var again = await CircuitClient.OpenAsync(visitor);
        Assert.True(await again.ConnectCircuitAsync(secret));
    }

    [Fact]
    public async Task ConnectCircuit_OfNobodyOrOfASessionThatEnded_IsNoTheft()
    {
        await using var owner = await CircuitClient.OpenAsync(visitor);
        var secret = await owner.StartCircuitAsync();
        using var signedOut = await visitor.SignOutAsync();
        await using var stolen = await CircuitClient.OpenAsync(thief);

        Assert.False(await stolen.ConnectCircuitAsync(secret));
        Assert.False(await stolen.ConnectCircuitAsync("nothing like it"));

        Assert.Empty(await ThieveriesAsync());
    }

    [Fact]
    public async Task Disconnect_SecretOfAnotherSession_EndsNothingAndIsOnRecord()
    {
        await using var owner = await CircuitClient.OpenAsync(visitor);
        var secret = await owner.StartCircuitAsync();

        using var stolen = await DisconnectAsync(thief, secret);

        Assert.Equal(HttpStatusCode.NotFound, stolen.StatusCode);
        Assert.Single(await ThieveriesAsync());
        await using (var again = await CircuitClient.OpenAsync(visitor))
        {
            Assert.True(await again.ConnectCircuitAsync(secret));
        }
        using var own = await DisconnectAsync(visitor, secret);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        await using var late = await CircuitClient.OpenAsync(visitor);
        Assert.False(await late.ConnectCircuitAsync(secret));
    }

    [Fact]
    public async Task Disconnect_NoForm_IsNotFound()
    {
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/_blazor/disconnect", Visitor.Json("{}"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> DisconnectAsync(Visitor who, string secret)
    {
        using var form = new MultipartFormDataContent { { new StringContent(secret), "circuitId" } };
        return await who.SendAsync(HttpMethod.Post, "/_blazor/disconnect", form);
    }

    private async Task<List<AuditEntry>> ThieveriesAsync()
    {
        await using var db = await app.ReadAsync();
        return [.. (await db.Audit.Where(entry => entry.Action == AuditAction.AccessRefused).ToListAsync()).Where(entry => AuditJson.Of(entry).Text("reason") == AuditReason.ForeignCircuit)];
    }
}
