using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>What people see while nothing can be stored: pages go on, and a form that fails is answered with a page.</summary>
public sealed class FailureAnswersTests
{
    [Fact]
    public async Task Get_NothingCanBeStored_ShowsThePage()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        await StopStoringAsync(app);
        app.Clock.Advance(LiveSessions.Grain);

        using var page = await visitor.OpenAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Post_NothingCanBeStored_Is503()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        await StopStoringAsync(app);
        using var stranger = app.Visit();

        using var saved = await visitor.SaveAsync(HttpMethod.Post, "/projects/any/secrets", new { key = "ANY", value = "synthetic", same = true });
        using var signedIn = await stranger.SignInAsync(TestApp.OwnerEmail, TestApp.Password);

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable], new[] { saved, signedIn }.Select(answer => answer.StatusCode));
        Assert.Contains("Something went wrong", await signedIn.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // as a file system that has become read-only
    private static Task<int> StopStoringAsync(TestApp app) => app.Services.GetRequiredService<WriteGate>()
        .WriteAsync(db => db.Database.ExecuteSqlAsync($"PRAGMA query_only=ON"), CancellationToken.None);
}
