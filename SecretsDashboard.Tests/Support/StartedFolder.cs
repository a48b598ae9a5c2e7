using System.Net;

namespace SecretsDashboard.Tests.Support;

/// <summary>The folder of a server that was set up and stopped in good order; tests work on copies.</summary>
public sealed class StartedFolder : IAsyncLifetime
{
    public ServerFolder Folder { get; } = new();

    public string FirstOutput { get; private set; } = "";

    public int FirstLinks { get; private set; }

    public int ExitCode { get; private set; }

    public async Task InitializeAsync()
    {
        await using var server = await ServerProcess.StartAsync(Folder);
        using var visitor = new Visitor(server.Address);
        using var answer = await visitor.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        FirstLinks = server.SetUpLinks;
        ExitCode = await server.StopAsync();
        FirstOutput = server.Output;
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }
}
