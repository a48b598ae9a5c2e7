using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;
using Xunit.Abstractions;

namespace SecretsDashboard.Tests.Access;

/// <summary>
/// Access ends at once: while a person saves without a pause, their access is taken in each way there is. No save that starts after
/// that was acknowledged succeeds, and within a second the open tab is cut, or, where only a project was taken, its page shows it: the
/// session and its other tabs go on.
/// </summary>
[Collection(Alone.Name)]
public sealed class CutOffTests(ITestOutputHelper output)
{
    private const int Rounds = 50;
    private const string Better = "violet anchor sundial";

    // what the open page of the project draws then
    private static readonly Dictionary<string, string> InProject = new()
    {
        ["removed from the project"] = "Not found",
        ["role in the project lowered"] = "Only managers change a project",
        ["project deleted"] = "Not found",
    };

    private static readonly string[] Ways = ["removed from the project", "role in the project lowered", "project deleted", "disabled", "role lowered", "removed", "session ended", "password changed"];

    [Fact]
    public async Task EveryWay_UnderAStreamOfSaves_LetsNoLaterSaveThrough()
    {
        await using var app = await TestApp.StartAsync();
        await app.SetUpOwnerAsync();
        var cuts = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            cuts.Add(await RoundAsync(app, await app.AddProjectAsync(), Ways[round % Ways.Length], $"p{round}@example.com"));
        }
        cuts.Sort();
        output.WriteLine($"{Rounds} rounds; the tab was cut after {cuts[Rounds / 2]:F1} ms in the median, {cuts[^1]:F1} ms at worst, from the acknowledgement");
        Assert.True(cuts[^1] < 1000, $"a tab stayed open for {cuts[^1]:F0} ms");
    }

    private static async Task<double> RoundAsync(TestApp app, string project, string way, string email)
    {
        await app.AddPersonAsync("Grace Hopper", email);
        using var visitor = await app.SignedInAsync(email);
        var person = await app.AccountAsync(email);
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(async db =>
        {
            db.Memberships.Add(new Membership { ProjectId = await db.Projects.Where(row => row.Slug == project).Select(row => row.Id).SingleAsync(), UserId = person.User, Role = ProjectRole.Manager });
            return await db.SaveChangesAsync();
        }, CancellationToken.None);
        // confirmed, and the newest
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime);
        var owner = app.Owner!.Caller;
        var elsewhere = await ElsewhereAsync(app, person.User);
        var isInProject = InProject.TryGetValue(way, out var told);
        await using var tab = await CircuitClient.ShowAsync(visitor, $"/projects/{project}/settings");
        await tab.WaitForTextAsync("Delete this project", TimeSpan.FromSeconds(30));
        tab.Forget();
        await using var otherTab = await CircuitClient.OpenAsync(visitor);

        var saves = new ConcurrentQueue<(long Start, bool Saved)>();
        using var stop = new CancellationTokenSource();
        var streams = Enumerable.Range(0, 3).Select(stream => StreamAsync(visitor, project, $"{email[..^12].ToUpperInvariant()}_{stream}", saves, stop.Token)).ToArray();
        while (saves.Count(save => save.Saved) < 3)
        {
            await Task.Delay(5);
        }

        var closed = EndedAsync(tab, told);
        await EndAsync(app, way, owner, elsewhere, person.User, project);
        var acknowledged = Stopwatch.GetTimestamp();
        // before it even: a changed password is hashed first, which takes as long as it takes
        var cut = Math.Max(0, Stopwatch.GetElapsedTime(acknowledged, await closed).TotalMilliseconds);
        while (saves.Count(save => save.Start > acknowledged) < 6)
        {
            await Task.Delay(5);
        }
        await stop.CancelAsync();
        await Task.WhenAll(streams);

        var late = saves.Where(save => save.Start > acknowledged).ToList();
        Assert.True(late.All(save => !save.Saved), $"{way}: {late.Count(save => save.Saved)} of {late.Count} later saves succeeded");
        if (isInProject)
        {
            using var answer = await visitor.FetchAsync("/account/session/state");
            Assert.Equal("live", await answer.Content.ReadAsStringAsync());
            await otherTab.StartCircuitAsync();
        }
        else
        {
            await otherTab.WaitUntilClosedAsync(TimeSpan.FromSeconds(1));
        }
        return cut;
    }

    private static Task EndAsync(TestApp app, string way, Caller owner, Caller elsewhere, Guid person, string project)
    {
        var (members, inProject, own) = (app.Services.GetRequiredService<MemberStore>(), app.Services.GetRequiredService<ProjectMemberStore>(), app.Services.GetRequiredService<OwnSessionStore>());
        var none = CancellationToken.None;
        return way switch
        {
            "removed from the project" => inProject.RemoveAsync(owner, project, person, none),
            "project deleted" => app.Services.GetRequiredService<ProjectStore>().DeleteAsync(owner, project, project, none),
            "role in the project lowered" => inProject.ChangeRoleAsync(owner, project, person, ProjectRole.Viewer, none),
            "disabled" => members.DisableAsync(owner, person, none),
            "role lowered" => members.ChangeRoleAsync(owner, person, InstanceRole.Member, none),
            "removed" => members.RemoveAsync(owner, person, none),
            "session ended" => own.EndOthersAsync(elsewhere, none),
            _ => own.ChangePasswordAsync(elsewhere, new PasswordForm { CurrentPassword = TestApp.Password, Password = Better, ConfirmPassword = Better }, none),
        };
    }

    // another session of the same person, opened past the sign-in
    private static async Task<Caller> ElsewhereAsync(TestApp app, Guid person)
    {
        var now = app.Clock.GetUtcNow().UtcDateTime;
        var session = new Session { Id = Guid.NewGuid(), UserId = person, CreatedAt = now, LastSeenAt = now, ConfirmedAt = now };
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(db =>
        {
            db.Sessions.Add(session);
            return db.SaveChangesAsync();
        }, CancellationToken.None);
        return new Caller(person, session.Id, null, "test");
    }

    private static async Task StreamAsync(Visitor visitor, string project, string name, ConcurrentQueue<(long, bool)> saves, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await visitor.SaveAsync(HttpMethod.Post, $"/projects/{project}/secrets", new { key = $"{name}_{number}", value = "synthetic", same = true });
            saves.Enqueue((start, answer.StatusCode == HttpStatusCode.OK && (await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("outcome").GetString() == "saved"));
        }
    }

    // cut, or told by the page
    private static async Task<long> EndedAsync(CircuitClient tab, string? told)
    {
        await (told is null ? tab.WaitUntilClosedAsync(TimeSpan.FromSeconds(30)) : tab.WaitForTextAsync(told, TimeSpan.FromSeconds(30)));
        return Stopwatch.GetTimestamp();
    }
}
