using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SecretsDashboard.Help;
using SecretsDashboard.Tests.Architecture;
using SecretsDashboard.Tests.Cli;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Help;

/// <summary>
/// The programs of <c>use-it-in-your-program.md</c> run as they are printed: they read their variable, call a server with a bearer token (this one's API),
/// and tell a signed body from others. Vendors' clients are stood in for by a name.
/// </summary>
[Collection(SharedApp.Name)]
public sealed partial class HelpSnippetTests(TestApp app)
{
    private const string Body = "{\"synthetic\":true}";
    private const string Secret = "synthetic-webhook";

    private static readonly string Signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Body)));

    // signed; another body's; none; one that begins alike
    private static readonly string[] Signatures = [Signature, Signature[..^1] + (Signature[^1] == '0' ? '1' : '0'), "", Signature[..20]];

    [Fact]
    public async Task Node_EveryLine_DoesWhatIsSaid()
    {
        var program = $"const OpenAI = class {{}}, Stripe = class {{}};\n{Code("js")}\n{Listed}process.stdout.write(JSON.stringify(signatures.map(each => isSigned({Quoted(Body)}, each))));\n";

        Assert.Equal("[true,false,false,false]", await RunAsync("node", "program.mjs", program));
    }

    [Fact]
    public async Task Python_EveryLine_DoesWhatIsSaid()
    {
        var program = $"class Vendor:\n    def client(self, name): pass\n\nOpenAI = Vendor\nboto3 = stripe = Vendor()\n{Code("python")}\n{Listed.Replace("const ", "", StringComparison.Ordinal)}print([is_signed(b'{Body}', each) for each in signatures])\n";

        Assert.Equal("200\n[True, False, False, False]\n", await RunAsync("python3", "program.py", program));
    }

    [Fact]
    public void DotNet_Signature_IsTheCodeBelow()
    {
        Environment.SetEnvironmentVariable("WEBHOOK_SECRET", Secret);

        Assert.Equal([true, false, false, false], Signatures.Select(each => IsSigned(Encoding.UTF8.GetBytes(Body), each)));
        var lines = File.ReadAllLines(Path.Combine(SourceFile.Root(), "SecretsDashboard.Tests", "Help", "HelpSnippetTests.cs")).Select(line => line.Trim()).ToList();
        var printed = Blocks("csharp").Single(block => block.Contains("bool IsSigned", StringComparison.Ordinal)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).ToList();
        Assert.Equal(printed, lines.Skip(lines.IndexOf("private " + printed[0]) + 1).Take(printed.Count - 1).Prepend(printed[0]));
    }

    [Fact]
    public void Go_Signature_ComparesInConstantTime()
    {
        // there is seldom a compiler for it where this runs: the lines that matter are there
        var block = Blocks("go").Single(block => block.Contains("func isSigned", StringComparison.Ordinal));

        Assert.Contains("if !ok {\n\t\treturn false\n\t}", block, StringComparison.Ordinal);
        Assert.Contains("return hmac.Equal([]byte(expected), []byte(signature))", block, StringComparison.Ordinal);
    }

    private static bool IsSigned(byte[] body, string? signature)
    {
        var secret = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("WEBHOOK_SECRET")!);
        var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature ?? ""));
    }

    private static string Listed => $"const signatures = [{string.Join(", ", Signatures.Select(Quoted))}]\n";

    private static string Quoted(string text) => $"'{text}'";

    private string Code(string language) => string.Join('\n', Blocks(language)).Replace("https://api.example.com/v1/me", $"{app.Address}/api/v1/keys", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(string language) =>
        Block().Matches(HelpBook.Find("use-it-in-your-program")!.Text).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["code"].Value);

    private async Task<string> RunAsync(string interpreter, string file, string program)
    {
        using var token = await TokenUser.MintAsync(app, await app.AddProjectAsync());
        await using var client = new Client(app.Address, token.Text, () => []);
        (client.Variables["YOUR_KEY"], client.Variables["API_KEY"], client.Variables["WEBHOOK_SECRET"], client.Variables["STRIPE_SECRET_KEY"]) = ("synthetic", token.Text, Secret, "synthetic");
        await File.WriteAllTextAsync(Path.Combine(client.Home, file), program);

        var result = await client.FinishAsync(client.Start(Interpreter(interpreter), [Path.Combine(client.Home, file)]), []);

        Assert.True(result.ExitCode == 0, result.Error);
        return result.Text;
    }

    // the browser tests bring a Node along
    private static string Interpreter(string name) => name == "node" && Path.Combine(AppContext.BaseDirectory, ".playwright/node/linux-x64/node") is var node && File.Exists(node) ? node : name;

    [GeneratedRegex("^```(?<language>\\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
