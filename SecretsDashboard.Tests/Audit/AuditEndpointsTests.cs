using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Audit;

/// <summary>The log as a file of JSON lines.</summary>
public sealed class AuditEndpointsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Export_Project_IsEachEntryAsItIsAuthenticated()
    {
        var project = await app.AddProjectAsync();
        var visitor = await app.OwnerAtHomeAsync();

        using var answer = await visitor.FetchAsync($"/projects/{project}/audit/export?action=project.created");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith($"audit-{project}-", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        var line = Assert.Single((await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var json = JsonDocument.Parse(line);
        await using var db = await app.ReadAsync();
        var seq = json.RootElement.GetProperty("seq").GetInt64();
        var row = await db.Audit.SingleAsync(entry => entry.Seq == seq);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(row.Body), json.RootElement.GetProperty("entry").GetRawText());
        Assert.Equal(Convert.ToHexStringLower(row.Mac), json.RootElement.GetProperty("mac").GetString());
    }

    [Fact]
    public async Task Export_Instance_HidesNamesOfProjectsOneIsNotIn()
    {
        await app.SetUpOwnerAsync();
        const string email = "grace@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var grace = await app.SignedInAsync(email);
        var hers = await app.AddProjectAsync(email);
        var foreign = await app.AddProjectAsync();

        using var answer = await grace.FetchAsync("/audit/export");

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(hers, text, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_FilterThatDoesNotExist_IsRefusedAndNotUnfiltered()
    {
        var visitor = await app.OwnerAtHomeAsync();

        using var answer = await visitor.FetchAsync("/audit/export?outcome=perhaps");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("The address has a filter that is not understood.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Export_LongAfterTheProof_LeadsToItAndBackToTheSameFile()
    {
        var visitor = await app.OwnerAtHomeAsync();
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);

        using var page = await visitor.OpenAsync("/audit/export?action=project.created&outcome=ok");
        using var script = await visitor.FetchAsync("/audit/export?action=project.created");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal($"/account/confirm?ReturnUrl={Uri.EscapeDataString("/audit/export?action=project.created&outcome=ok")}", page.Headers.Location?.OriginalString);
        Assert.Null(page.Content.Headers.ContentDisposition);
        Assert.Equal(HttpStatusCode.PreconditionRequired, script.StatusCode);
        Assert.DoesNotContain("\"seq\"", await script.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_UnknownProject_IsNotFound()
    {
        var visitor = await app.OwnerAtHomeAsync();

        using var answer = await visitor.FetchAsync("/projects/nothing-here/audit/export");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Theory]
    [InlineData("/audit/export")]
    [InlineData("/audit")]
    public async Task Export_WithoutASession_LeadsToSignIn(string path)
    {
        using var visitor = app.Visit();
        await app.SetUpOwnerAsync();

        using var answer = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login", answer.Headers.Location?.OriginalString.Split('?')[0].Replace(app.Address, "", StringComparison.Ordinal));
    }
}
