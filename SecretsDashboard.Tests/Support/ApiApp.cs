using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Support;

/// <summary>The app with its limits off, for tests that send many requests from one address.</summary>
public sealed class ApiApp : IAsyncLifetime
{
    internal TestApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await TestApp.StartAsync(("Limits:TokenRequestsPerSecond", "0"), ("Limits:FailedTokensPerMinute", "0"));

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>Stores a secret as the owner, values by environment.</summary>
    internal async Task AddAsync(string project, string key, params (string Environment, string Value)[] values)
    {
        using var draft = Given.Draft(key, values);
        var outcome = await App.Services.GetRequiredService<SecretStore>().AddAsync((await App.SetUpOwnerAsync()).Caller, project, draft, CancellationToken.None);
        Assert.True(outcome.IsSaved);
    }

    internal async Task<List<AuditEntry>> AuditAsync(Guid actor)
    {
        await using var db = await App.ReadAsync();
        return await db.Audit.AsNoTracking().Where(entry => entry.ActorId == actor).OrderBy(entry => entry.Seq).ToListAsync();
    }

    /// <summary>The answer is a problem of this status and code.</summary>
    internal static async Task ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = await JsonAsync(answer);
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    internal static async Task<JsonDocument> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

    internal async Task<string?> AuditFaultAsync() => (await App.Services.GetRequiredService<AuditVerifier>().VerifyAsync(CancellationToken.None)).Fault;
}
