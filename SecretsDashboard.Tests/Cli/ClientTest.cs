namespace SecretsDashboard.Tests.Cli;

/// <summary>A test of the real client against its own server. After each the command "touch started" must not have run.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    private protected StubApi Api { get; private set; } = null!;

    private protected Client Client { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Api = await StubApi.StartAsync();
        Client = new Client(Api);
    }

    public async Task DisposeAsync()
    {
        Assert.False(File.Exists(Path.Combine(Client.Home, "started")));
        await Client.DisposeAsync();
        await Api.DisposeAsync();
    }

    private protected Task<ClientResult> TouchAsync() => Client.RunAsync("run", "--", "touch", "started");
}
