using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Support;

/// <summary>A server with the demo data, filled by the program's own command.</summary>
internal sealed partial class DemoInstance : IAsyncDisposable
{
    private readonly ServerFolder folder;
    private readonly ServerProcess server;

    private DemoInstance(ServerFolder folder, ServerProcess server, string password) => (this.folder, this.server, Password) = (folder, server, password);

    /// <summary>Of each of its people, ada@example.com the first.</summary>
    public string Password { get; }

    public string Address => server.Address;

    public static async Task<DemoInstance> StartAsync()
    {
        var folder = new ServerFolder();
        await using var command = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, ["demo", .. folder.Settings]);
        Assert.True(await command.ExitCodeAsync() == 0, command.Errors);
        return new DemoInstance(folder, await ServerProcess.StartAsync(folder), PasswordIn(command.Output));
    }

    /// <summary>The password that the command prints once.</summary>
    public static string PasswordIn(string output) => Printed().Match(output).Value;

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [GeneratedRegex("[a-z0-9]{5}(-[a-z0-9]{5}){3}")]
    private static partial Regex Printed();
}
