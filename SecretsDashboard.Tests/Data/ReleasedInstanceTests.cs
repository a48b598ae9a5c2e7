using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Architecture;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>Who updates keeps everything: today's server starts on what the release before left. How it is kept and made anew says <c>Released/README.md</c>.</summary>
public sealed class ReleasedInstanceTests
{
    private static readonly string Kept = Path.Combine(SourceFile.Root(), "SecretsDashboard.Tests", "Data", "Released");

    [Fact]
    public async Task Start_InstanceOfTheReleaseBefore_SignsInDeliversAndKeepsTheChain() => await UseAsync(await ReleasedInstance.ReadAsync(Kept));

    [Fact]
    public async Task Start_InstanceOfToday_DoesTheSame()
    {
        var made = await ReleasedInstance.MakeAsync();

        // what a release keeps stays small enough to read
        Assert.InRange(made.Sql.Length, 100_000, 300_000);
        await UseAsync(made);
        if (Environment.GetEnvironmentVariable("SD_WRITE_RELEASED") == "1")
        {
            await made.WriteAsync(Kept);
        }
    }

    private static async Task UseAsync(ReleasedInstance instance)
    {
        using var folder = new ServerFolder();
        instance.RestoreTo(folder);
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            Assert.Equal(0, server.SetUpLinks);
            using var visitor = new Visitor(server.Address);
            using var signedIn = await visitor.SignInAsync(instance.Use.Email, instance.Use.Password);
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
            using var program = new HttpClient { BaseAddress = new Uri(server.Address) };
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", instance.Use.Token);
            var delivered = await program.GetFromJsonAsync<JsonElement>("/api/v1/secrets");
            Assert.Equal(instance.Use.Secrets, delivered.GetProperty("secrets").EnumerateObject().ToDictionary(secret => secret.Name, secret => secret.Value.GetString()!));
            using var saved = await visitor.SaveAsync(HttpMethod.Post, $"/projects/{instance.Use.Project}/secrets", new { key = "AFTER_THE_UPDATE", value = "synthetic", same = true });
            Assert.Contains("\"outcome\":\"saved\"", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("AFTER_THE_UPDATE", await program.GetStringAsync("/api/v1/secrets"), StringComparison.Ordinal);
            using var ready = await visitor.FetchAsync("/healthz/ready");
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
            Assert.Equal(0, await server.StopAsync());
        }
        await using var opened = await OpenedFolder.OpenAsync(folder);
        Assert.Null(await opened.AuditFaultAsync());
        await using var db = await opened.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        Assert.InRange(await db.Audit.CountAsync(), 150, 400);
        Assert.Equal(3, await db.Projects.CountAsync(project => project.Kind == ProjectKind.Team));
        Assert.True(await db.SecretValues.AnyAsync(value => value.Version > 5));
        Assert.True(await db.Users.CountAsync() >= 3);
    }
}
