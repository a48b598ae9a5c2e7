using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Ui;

/// <summary>What another site's page sends does not get through.</summary>
public sealed class OriginCheckTests
{
    private const string Own = "http://localhost:5080";

    [Theory]
    [InlineData("GET", null)]
    [InlineData("GET", "https://evil.example")]
    [InlineData("HEAD", null)]
    [InlineData("OPTIONS", null)]
    [InlineData("POST", Own)]
    [InlineData("PUT", Own)]
    [InlineData("DELETE", Own)]
    public async Task InvokeAsync_HarmlessOrOwn_Passes(string method, string? origin) => Assert.Equal((200, true), await AskAsync(method, origin is null ? [] : [origin]));

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("post")]
    [InlineData("WHATEVER")]
    public async Task InvokeAsync_ForeignMissingOrDoubled_Is403(string method)
    {
        string[][] origins = [[], [""], ["null"], ["https://evil.example"], [Own + "/"], [Own, Own], [Own, "https://evil.example"]];

        foreach (var origin in origins)
        {
            Assert.Equal((403, false), await AskAsync(method, origin));
        }
    }

    private static async Task<(int Status, bool Passed)> AskAsync(string method, string[] origins)
    {
        var passed = false;
        var site = new SiteAddress(Options.Create(new SiteOptions()), new ListeningServer(Own));
        var check = new OriginCheck(_ =>
        {
            passed = true;
            return Task.CompletedTask;
        }, site, new RefusalLog(TimeProvider.System, NullLogger<RefusalLog>.Instance));
        var context = new DefaultHttpContext();
        context.Response.Body = Stream.Null;
        context.Request.Method = method;
        context.Request.Headers.Origin = origins;
        await check.InvokeAsync(context);
        return (context.Response.StatusCode, passed);
    }
}
