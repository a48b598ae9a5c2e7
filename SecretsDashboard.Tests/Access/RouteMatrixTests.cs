using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;
using Xunit.Abstractions;

namespace SecretsDashboard.Tests.Access;

/// <summary>
/// Every route of the running app, found among its endpoints, has a rule; and everybody is answered as the rule says. A project one
/// may not see and one that is not there get the same answer.
/// </summary>
public sealed class RouteMatrixTests(ITestOutputHelper output)
{
    private const string Missing = "no-such-project";

    // what answers anyone who asks, and says why it may
    private static readonly HashSet<string> ForAnybody =
    [
        "GET /healthz/live", "GET /healthz/ready", // says that it works
        "GET /client/{system}/secrets", // the same file for everybody
        "GET /openapi/v1.json", // says how the API is called
        "GET /llms.txt", "GET /help/{name}.md", // the same text for everybody
        "GET /account/session", "GET /account/session/state", // says whether one is signed in
        "POST /setup/check", "POST /invitations/check", "POST /reset/check", // ask for the code of a link
        "POST /login/passkey", // a challenge
        "POST /invitations/passkey", // a challenge, for the code of a link
        "GET /{**path:file}", "HEAD /{**path:file}", // a file that is not there
        "DELETE /error", "PATCH /error", "PUT /error", // answers what failed
    ];

    private static readonly HashSet<string> PagesForAnybody = ["/login", "/login/second-factor", "/setup", "/invitations", "/reset", "/error", "/not-found", "/out-of-date", "/no-cookies", "/refused"];

    private static readonly HashSet<string> OnOneself = ["GET /find", "GET /frame", "POST /page-failed", "POST /logout", "POST /account/step-up", "POST /account/step-up/passkey", "POST /account/passkeys"];

    private static readonly Dictionary<string, Permission> InInstance = new()
    {
        ["POST /members/invitations"] = Permission.ManagePeople,
        ["POST /members/invitations/{id}/link"] = Permission.ManagePeople,
        ["GET /audit/export"] = Permission.ReadInstanceAudit,
    };

    // beneath each of the three addresses of a project
    private static readonly Dictionary<string, Permission> InProject = new()
    {
        ["POST /secrets"] = Permission.ChangeSecrets,
        ["PUT /secrets/{key}"] = Permission.ChangeSecrets,
        ["POST /secrets/import"] = Permission.ChangeSecrets,
        ["POST /secrets/import/names"] = Permission.ChangeSecrets,
        ["POST /secrets/import/preview"] = Permission.ChangeSecrets,
        ["POST /tokens"] = Permission.ManageTokens,
        ["GET /audit/export"] = Permission.ReadAudit,
    };

    private int calls;

    [Fact]
    public async Task EveryRoute_HasARule_AndAnswersEverybodyAsItSays()
    {
        await using var app = await TestApp.StartAsync(("Limits:FailedTokensPerMinute", "0"));
        await app.SetUpOwnerAsync();
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetMarker>() is null && !Pattern(endpoint).StartsWith("/_", StringComparison.Ordinal) && Pattern(endpoint) != "/{**path:nonfile}").ToList();
        var pages = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(Pattern).Distinct().ToList();
        var calls = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {Pattern(endpoint)}")).Distinct().Order(StringComparer.Ordinal).ToList();
        // beneath /api everything needs a token, whatever it is: the tests of tokens' rights say what each may
        var ruled = ForAnybody.Concat(calls.Where(call => call.Contains(" /api/", StringComparison.Ordinal))).Concat(OnOneself).Concat(InInstance.Keys)
            .Concat(ProjectAddress.Routes.SelectMany(route => InProject.Keys.Select(call => call.Replace(" ", $" {route}", StringComparison.Ordinal)))).Order(StringComparer.Ordinal);
        Assert.Equal(ruled, calls);
        Assert.Contains("/projects/{Project}", pages);

        var people = await PeopleAsync(app);
        var wrong = new List<string>();
        await CheckStrangersAsync(app, pages, calls, wrong);
        await CheckInstanceAsync(app, people, wrong);
        await CheckProjectsAsync(people, await app.AddProjectAsync(), wrong);
        output.WriteLine($"{calls.Count} calls and {pages.Count} pages, {this.calls} requests");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        people.ForEach(person => person.Visitor.Dispose());
    }

    // pages lead to sign-in, calls are told 401
    private static async Task CheckStrangersAsync(TestApp app, List<string> pages, List<string> calls, List<string> wrong)
    {
        using var nobody = app.Visit();
        foreach (var page in pages)
        {
            using var answer = await nobody.OpenAsync(page.Replace("{Project}", Missing, StringComparison.Ordinal));
            var isSentToSignIn = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/login?ReturnUrl=", StringComparison.Ordinal);
            if (isSentToSignIn == PagesForAnybody.Contains(page))
            {
                wrong.Add($"{page} answers a stranger {answer.StatusCode}");
            }
        }
        foreach (var call in calls.Except(ForAnybody))
        {
            var (method, path) = (call.Split(' ')[0], call.Split(' ')[1].Replace("{project}", Missing, StringComparison.Ordinal).Replace("{key}", "API_KEY", StringComparison.Ordinal));
            using var answer = await nobody.SaveAsync(new HttpMethod(method), path, new { });
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                wrong.Add($"{call} answers a stranger {answer.StatusCode}");
            }
        }
    }

    private async Task CheckInstanceAsync(TestApp app, List<Person> people, List<string> wrong)
    {
        using (await people[0].Visitor.SaveAsync(HttpMethod.Post, "/members/invitations", new { email = "invited@example.com", role = "Member" }))
        {
        }
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var invitation = await db.Invitations.Select(row => row.Id).SingleAsync();
        foreach (var (call, needs) in InInstance)
        {
            foreach (var person in people)
            {
                var status = (await SendAsync(person, call, call.Split(' ')[1].Replace("{id}", $"{invitation}", StringComparison.Ordinal))).Status;
                Expect(call, person.Name, AccessPolicy.Allows(person.Instance, null, needs), status, wrong);
            }
        }
    }

    private async Task CheckProjectsAsync(List<Person> people, string foreign, List<string> wrong)
    {
        // the secret that is changed; for anyone who may not add it, it is there already
        foreach (var (person, route) in people.SelectMany(person => new[] { $"/projects/{person.Project}", ProjectAddress.Personal, ProjectAddress.Shared }.Select(route => (person, route))))
        {
            using var _ = await person.Visitor.SaveAsync(HttpMethod.Post, $"{route}/secrets", new { key = "API_KEY", value = "synthetic", same = true });
        }
        foreach (var (call, needs) in InProject)
        {
            foreach (var person in people)
            {
                foreach (var (route, role, kind) in new[]
                {
                    ($"/projects/{person.Project}", person.Role, ProjectKind.Team), (ProjectAddress.Personal, ProjectRole.Manager, ProjectKind.Personal),
                    (ProjectAddress.Shared, AccessPolicy.RoleIn(ProjectKind.Organization, person.Instance, null), ProjectKind.Organization),
                })
                {
                    var status = (await SendAsync(person, call, route + call.Split(' ')[1])).Status;
                    Expect($"{call} in {route}", person.Name, AccessPolicy.Allows(person.Instance, role, needs, kind), status, wrong);
                }
                if (person.Name != "owner")
                {
                    var (refused, missing) = (await SendAsync(person, call, $"/projects/{foreign}{call.Split(' ')[1]}"), await SendAsync(person, call, $"/projects/{Missing}{call.Split(' ')[1]}"));
                    if (refused != missing || refused.Status != HttpStatusCode.NotFound)
                    {
                        wrong.Add($"{call} tells {person.Name} a foreign project ({refused.Status}) from one that is not there ({missing.Status})");
                    }
                }
            }
        }
    }

    private static void Expect(string call, string who, bool allowed, HttpStatusCode status, List<string> wrong)
    {
        if (status != (allowed ? HttpStatusCode.OK : HttpStatusCode.NotFound))
        {
            wrong.Add($"{call} answers {who} {status}");
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(Person person, string call, string path)
    {
        var number = ++calls;
        var method = new HttpMethod(call.Split(' ')[0]);
        path = path.Replace("{key}", "API_KEY", StringComparison.Ordinal);
        using HttpContent content = call switch
        {
            _ when call.Contains("/import", StringComparison.Ordinal) => new StringContent($"IMPORTED_{number}=x\n", Encoding.UTF8, "text/plain"),
            "POST /secrets" => JsonContent.Create(new { key = $"KEY_{number}", value = "synthetic", same = true }),
            "PUT /secrets/{key}" => JsonContent.Create(new { value = $"synthetic {number}", same = true }),
            "POST /tokens" => JsonContent.Create(new { name = $"token {number}", environment = "development", read = true, days = "1" }),
            _ => JsonContent.Create(new { email = $"p{number}@example.com", role = "Member" }),
        };
        using var answer = await person.Visitor.SendAsync(method, call.Contains("/import", StringComparison.Ordinal) ? path + "?environment=development" : path, method == HttpMethod.Get ? null : content);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync());
    }

    // one of each role in the instance, and of a Member each role in a project
    private static async Task<List<Person>> PeopleAsync(TestApp app)
    {
        var project = await app.AddProjectAsync();
        var people = new List<Person> { new("owner", InstanceRole.Owner, ProjectRole.Manager, project, await app.SignedInAsync()) };
        foreach (var (name, instance, role) in new (string, InstanceRole, ProjectRole?)[]
        {
            ("admin", InstanceRole.Admin, null), ("member", InstanceRole.Member, null), ("viewer", InstanceRole.Member, ProjectRole.Viewer),
            ("editor", InstanceRole.Member, ProjectRole.Editor), ("manager", InstanceRole.Member, ProjectRole.Manager),
        })
        {
            await app.AddPersonAsync(name, $"{name}@example.com", instance);
            var visitor = await app.SignedInAsync($"{name}@example.com");
            var user = (await app.AccountAsync($"{name}@example.com")).User;
            await app.Services.GetRequiredService<WriteGate>().WriteAsync(async db =>
            {
                if (role is { } given)
                {
                    db.Memberships.Add(new Membership { ProjectId = await db.Projects.Where(row => row.Slug == project).Select(row => row.Id).SingleAsync(), UserId = user, Role = given });
                }
                return await db.SaveChangesAsync();
            }, CancellationToken.None);
            people.Add(new Person(name, instance, role, project, visitor));
        }
        return people;
    }

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private sealed record Person(string Name, InstanceRole Instance, ProjectRole? Role, string Project, Visitor Visitor);
}
