using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace SecretsDashboard.Tests.Cli;

/// <summary>
/// The built client as a real process with an environment and home of its own. Whatever a test does with it, the token and the
/// server's values may not stand in its messages.
/// </summary>
internal sealed class Client : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Func<IEnumerable<string>> values;

    public Client(StubApi api)
        : this(api.Address, StubApi.Token, () => api.Secrets.Values)
    {
    }

    /// <summary>A client of the server at this address.</summary>
    /// <param name="address">Where the server is.</param>
    /// <param name="token">What it shows.</param>
    /// <param name="values">What may not stand in its messages.</param>
    public Client(string address, string token, Func<IEnumerable<string>> values)
    {
        this.values = values;
        Home = Directory.CreateTempSubdirectory("sd-client-").FullName;
        Variables = new()
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH"),
            ["HOME"] = Home,
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
            ["SECRETS_URL"] = address,
            ["SECRETS_TOKEN"] = token,
            ["SECRETS_TIMEOUT"] = "30",
        };
    }

    public static string Program => Path.Combine(AppContext.BaseDirectory, "secrets");

    public string Home { get; }

    public Dictionary<string, string?> Variables { get; }

    public static bool Finds(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    public Task<ClientResult> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public Task<ClientResult> RunAsync(byte[] input, params string[] arguments) => FinishAsync(Start(Program, arguments), input);

    /// <summary>Starts it from a script, which finds it as "$CLIENT".</summary>
    public Task<ClientResult> ScriptAsync(string script)
    {
        Variables["CLIENT"] = Program;
        return FinishAsync(Start("sh", ["-c", script]), []);
    }

    public Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables.Where(static variable => variable.Value is not null))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async Task<ClientResult> FinishAsync(Process process, byte[] input)
    {
        using (process)
        {
            var output = ReadAsync(process.StandardOutput.BaseStream);
            var error = ReadAsync(process.StandardError.BaseStream);
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // it ended without reading
            }

            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            finally
            {
                process.Kill(entireProcessTree: true);
            }

            return Checked(new ClientResult(process.ExitCode, await output, Encoding.UTF8.GetString(await error), process.Id));
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Home, recursive: true);
        return ValueTask.CompletedTask;
    }

    private ClientResult Checked(ClientResult result)
    {
        foreach (var text in (string[])[result.Text, result.Error])
        {
            Assert.DoesNotContain("canaryToken", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("canaryServerText", text, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var value in values().Where(static value => value.Length >= 8))
        {
            Assert.DoesNotContain(value, result.Error, StringComparison.Ordinal);
        }

        return result;
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }
}
